import { pageHeaders } from './security-headers.ts';

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Assay</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem; }
code { background: color-mix(in srgb, currentColor 12%, transparent); padding: .1em .35em; border-radius: .3em; }
</style></head>
<body>
<h1>This window is locked</h1>
<p>Assay lets in only who holds the key of this start.</p>
<p>Open the whole address that <code>assay serve</code> printed: it ends in <code>?token=…</code>.
An address of an earlier start no longer works.</p>
</body></html>
`;

/** What a browser without the token sees. */
export function signInPage(port: number): Response {
  return new Response(page, {
    status: 401,
    headers: {
      ...pageHeaders(port),
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    },
  });
}
