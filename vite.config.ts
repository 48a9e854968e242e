import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Relative addresses, so that one build serves the loopback host and the app:// protocol.
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
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
