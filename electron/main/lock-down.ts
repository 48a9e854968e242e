import type { SessionApi } from './electron-api.ts';

/** Writing plain text to the clipboard, so that a grid can be copied. Nothing else is granted. */
const granted = new Set(['clipboard-sanitized-write']);
const localSchemes = /^(app|data|blob|devtools|chrome-extension):/;

/** Denies permissions and devices, and every request that would leave the machine. */
export function lockDown(session: SessionApi): void {
  session.setPermissionRequestHandler((_contents, permission, callback) =>
    callback(granted.has(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => granted.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, callback) =>
    callback({ cancel: !localSchemes.test(details.url) }),
  );
}
