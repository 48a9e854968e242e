import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // Machines that build are shared: a wait that was too short there is tried once more.
    retry: process.env['CI'] ? 1 : 0,
    globalSetup: ['tests/support/build-kernels.mjs'],
    setupFiles: ['tests/support/property-seed.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          include: [
            'tests/unit/core/**/*.test.ts',
            'tests/unit/electron/**/*.test.ts',
            'tests/unit/*.test.ts',
            'tests/property/**/*.test.ts',
            'tests/golden/**/*.test.ts',
            'tests/conformance/**/*.test.ts',
            'tests/contract/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['tests/unit/renderer/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
});
