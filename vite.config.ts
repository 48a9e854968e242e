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
    chunkSizeWarningLimit: 1200,
  },
});
