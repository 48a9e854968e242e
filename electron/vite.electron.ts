import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const root = join(import.meta.dirname, '..');
const node = [/^node:/, ...builtinModules];

/**
 * Stays in node_modules: native modules, and what starts threads from its own files. The rest is
 * bundled, so that a start reads few files and the unpacked worker needs little beside it.
 */
const external = ['electron', /^@duckdb\//, 'better-sqlite3', 'piscina', 'pino', ...node];

const shared = { outDir: 'dist', emptyOutDir: false, minify: false, ssr: true } as const;

/** The kernels lie beside the chunks that read them. */
const kernels: Plugin = {
  name: 'kernels',
  applyToEnvironment: ({ name }) => name === 'node',
  generateBundle() {
    const source = readFileSync(join(root, 'core', 'models', 'kernels', 'boosting.wasm'));
    this.emitFile({ type: 'asset', fileName: 'boosting.wasm', source });
  },
};

/**
 * Two builds. `node`: the desktop main process, the worker threads and the command line, ES modules
 * that share their chunks flat in dist/. `preload`: CommonJS in one file, as a sandboxed one must be.
 */
export default defineConfig({
  root,
  publicDir: false,
  plugins: [kernels],
  environments: {
    node: {
      consumer: 'server',
      resolve: { noExternal: true, external: [] },
      build: {
        ...shared,
        target: 'node24',
        sourcemap: true,
        rolldownOptions: {
          external,
          input: {
            'electron/main': 'electron/main/main.ts',
            worker: 'core/hosts/worker.ts',
            'sql-process': 'core/data/sql/sql-process.ts',
            'forest-helper': 'core/models/trees/forest-helper.ts',
            'shap-helper': 'core/explainability/shap-helper.ts',
            cli: 'core/hosts/cli/main.ts',
          },
          // The pool calls the worker's export by name.
          preserveEntrySignatures: 'strict',
          output: {
            format: 'esm',
            entryFileNames: '[name].js',
            chunkFileNames: '[name]-[hash].js',
          },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: [] },
      build: {
        ...shared,
        target: 'chrome130',
        rolldownOptions: {
          external: ['electron'],
          input: { 'electron/preload': 'electron/preload/preload.ts' },
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['node', 'preload']) await builder.build(builder.environments[name]!);
    },
  },
});
