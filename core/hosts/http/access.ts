import { hash, timingSafeEqual } from 'node:crypto';

/** What a request says about who sends it. */
export interface Caller {
  readonly method: string;
  readonly path: string;
  header(name: string): string | undefined;
}

export type Admission =
  | { readonly by: 'bearer' | 'cookie' }
  | { readonly refused: 'host' | 'origin' | 'token' };

/** The hosts a page of this machine may name; any other is a rebound DNS name. */
export function allowedHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/** Equal or not, in a time that tells nothing about where they differ. */
export function sameToken(given: string, expected: string): boolean {
  return timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', expected, 'buffer'));
}

/** Cookies are shared by all ports of a host, so the port is in the name. */
export function cookieName(port: number): string {
  return `assay_${port}`;
}

export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** Refuses requests that a page of another origin made this browser send. */
export function checkSource(caller: Caller, port: number): 'host' | 'origin' | null {
  const host = caller.header('host') ?? '';
  if (!allowedHosts(port).includes(host)) return 'host';
  const origin = caller.header('origin');
  if (origin !== undefined && origin !== `http://${host}`) return 'origin';
  // A read without Origin can still come from another port of this machine, which is "same-site".
  const site = caller.header('sec-fetch-site');
  const opensWindow = caller.path === '/' && caller.header('sec-fetch-mode') === 'navigate';
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none';
  return foreign && !opensWindow ? 'origin' : null;
}

/** Who may come in: the right Host, no foreign Origin, and the token as bearer or cookie. */
export function admit(caller: Caller, door: { port: number; token: string }): Admission {
  const refused = checkSource(caller, door.port);
  if (refused) return { refused };
  const bearer = /^Bearer (.+)$/i.exec(caller.header('authorization') ?? '')?.[1];
  if (bearer !== undefined) {
    return sameToken(bearer, door.token) ? { by: 'bearer' } : { refused: 'token' };
  }
  const cookie = readCookie(caller.header('cookie'), cookieName(door.port));
  if (cookie !== undefined && sameToken(cookie, door.token)) return { by: 'cookie' };
  return { refused: 'token' };
}
