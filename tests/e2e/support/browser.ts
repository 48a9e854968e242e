/** The browser the test script found; without one Playwright's own is used. */
const executablePath = process.env['ASSAY_BROWSER'];

/** Every name but the loopback's is refused, so that a request to the outside would show. */
export const launchOptions = {
  ...(executablePath ? { executablePath } : {}),
  args: ['--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1', '--no-first-run'],
};
