import { expect, type Page } from '@playwright/test';

export interface Watch {
  /** Lets a console message pass that the test provokes, such as a refused request. */
  allow(pattern: RegExp): void;
  /** Fails when anything went wrong in the page or a request left the machine. */
  verify(): void;
}

const local = new Set(['data:', 'blob:', 'about:', 'file:', 'app:', 'devtools:']);

function leaves(address: string): boolean {
  const url = new URL(address);
  return !local.has(url.protocol) && url.hostname !== '127.0.0.1';
}

/** Notes console errors, exceptions and requests to other hosts of a page and all its frames. */
export function watchPage(page: Page): Watch {
  const problems: string[] = [];
  const allowed: RegExp[] = [];
  const note = (kind: string, text: string): void => {
    if (!allowed.some((pattern) => pattern.test(text))) problems.push(`${kind}: ${text}`);
  };
  page.on('console', (message) => {
    if (message.type() === 'error') note('console', `${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => note('exception', error.message));
  page.on('request', (request) => {
    if (leaves(request.url())) problems.push(`request to another host: ${request.url()}`);
  });
  page.on('websocket', (socket) => {
    if (leaves(socket.url())) problems.push(`socket to another host: ${socket.url()}`);
  });
  return {
    allow: (pattern) => void allowed.push(pattern),
    verify: () => expect(problems, 'console errors, exceptions and foreign requests').toEqual([]),
  };
}
