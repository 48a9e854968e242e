import react from '@vitejs/plugin-react';
import type { ClientRequest } from 'node:http';
import { defineConfig, type ProxyOptions } from 'vite';

/** `npm run dev` names the running host: its API is reached through the development server. */
function developmentProxy(address: string | undefined): Record<string, ProxyOptions> {
  if (address === undefined) return {};
  const { origin, searchParams } = new URL(address);
  const door: ProxyOptions = {
    target: origin,
    changeOrigin: true,
    ws: true,
    headers: { authorization: `Bearer ${searchParams.get('token') ?? ''}` },
    configure(proxy) {
      // The host refuses pages of other origins, and the development server is one.
      for (const event of ['proxyReq', 'proxyReqWs'] as const) {
        proxy.on(event, (request: ClientRequest) => {
          request.removeHeader('origin');
          request.removeHeader('sec-fetch-site');
        });
      }
    },
  };
  return { '/api': door, '/events': door };
}

// Relative addresses, so that one build serves the loopback host and the app:// protocol.
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: developmentProxy(process.env['ASSAY_HOST_URL']) },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    // The plot library is one lazy chunk of 5 MB by design; nothing else may come near that.
    chunkSizeWarningLimit: 5200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // One chunk, so that its modules run in the order of their imports: zod must be
            // configured before the contract declares a schema.
            { name: 'contract', test: /node_modules\/zod\/|core\/contract\/|configure-zod/ },
            {
              name: 'vendor',
              test: /node_modules\/(react|react-dom|scheduler|@mantine|@floating-ui)\//,
            },
          ],
        },
      },
    },
  },
});
