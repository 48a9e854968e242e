import { readdirSync } from 'node:fs';

/** Every models-….bench.ts beside this file, one after the other. */
for (const file of readdirSync(import.meta.dirname).sort()) {
  if (file.startsWith('models-') && file.endsWith('.bench.ts')) await import(`./${file}`);
}
