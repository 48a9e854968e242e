/**
 * The headers of everything a window loads, from the loopback host and from app:// alike.
 * `port` is the loopback port whose WebSocket the page may open; null under app://.
 */
export function pageHeaders(port: number | null): Record<string, string> {
  const sockets = port === null ? '' : ` ws://127.0.0.1:${port} ws://localhost:${port}`;
  return {
    ...commonHeaders,
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self' data:",
      `connect-src 'self'${sockets}`,
      "worker-src 'self' blob:",
      "frame-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  };
}

/** The headers of a report: its scripts run in an opaque origin and reach no network. */
export function reportHeaders(): Record<string, string> {
  return {
    ...commonHeaders,
    'content-security-policy': [
      'sandbox allow-scripts',
      "default-src 'none'",
      "script-src 'unsafe-inline'",
      "style-src 'unsafe-inline'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ].join('; '),
    'cache-control': 'no-store',
  };
}

const commonHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};
