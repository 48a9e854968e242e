/** The window's own address; nothing else is ever loaded. */
export const appScheme = 'app';
export const appHost = 'assay';
export const appUrl = `${appScheme}://${appHost}/`;

export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return protocol === `${appScheme}:` && host === appHost;
}

/**
 * May a page move there? The window may only reload itself or start a download of an export; a frame
 * may only show a report.
 */
export function isAllowedNavigation(url: string, isMainFrame: boolean): boolean {
  if (!isAppUrl(url)) return false;
  const { pathname } = new URL(url);
  if (!isMainFrame) return pathname.startsWith('/api/reports/');
  return pathname === '/' || pathname === '/index.html' || pathname.startsWith('/api/exports/');
}
