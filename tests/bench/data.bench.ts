import { DuckDBInstance } from '@duckdb/node-api';
import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createRng } from '../../core/base/rng.ts';
import { createClient } from '../../core/contract/client.ts';
import { createCore } from '../../core/hosts/core.ts';

const rows = Number(process.env['ASSAY_BENCH_ROWS'] ?? 2_000_000);
const rounds = 3;

interface Measured {
  readonly ms: number;
  readonly peakMb: number;
  /** A filter and a sort over all rows, the first 100 shown. */
  readonly scanMs: number;
}

/** 12 columns of every type, with missing cells and quoted text. */
function* lines(count: number): Iterable<string> {
  const rng = createRng(7);
  yield 'id,price,quantity,ratio,city,code,flag,day,moment,note,score,empty\n';
  let block = '';
  for (let i = 0; i < count; i++) {
    const day = new Date(1.6e12 + rng.integer(1000) * 86_400_000).toISOString();
    const city = ['Bern', 'Genève', 'Zürich', 'Basel', 'Chur'][rng.integer(5)]!;
    const price = rng.next() < 0.02 ? '' : (rng.next() * 1000).toFixed(2);
    const note =
      rng.integer(20) === 0 ? '"said ""no"", then left"' : `note ${rng.integer(100_000)}`;
    block += `${i},${price},${rng.integer(100)},${rng.next().toFixed(6)},${city},C${rng.integer(900)},${rng.integer(2) === 1},${day.slice(0, 10)},${day.slice(0, 19)},${note},${rng.normal().toFixed(4)},\n`;
    if (block.length > 1 << 20) {
      yield block;
      block = '';
    }
  }
  yield block;
}

/** A window that is open has imported before: both sides read a small file of the kind first. */
const small = (file: string): string => `${file}.small.csv`;
const smallRows = 5000;

const peakMb = (): number => process.resourceUsage().maxRSS / 1024;

/** The engine alone: its own guess of the file, written as Parquet. */
async function engine(file: string, folder: string): Promise<Measured> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const copy = async (from: string, name: string) =>
    connection.run(
      `COPY (SELECT * FROM read_csv('${from}')) TO '${join(folder, name)}' (FORMAT parquet)`,
    );
  await copy(small(file), 'small.parquet');
  const start = performance.now();
  await copy(file, 'engine.parquet');
  const ms = performance.now() - start;
  const asked = performance.now();
  const scan = `SELECT * FROM '${join(folder, 'engine.parquet')}' WHERE quantity > 50`;
  await (await connection.run(`${scan} ORDER BY price DESC LIMIT 100`)).getRows();
  await (await connection.run(`SELECT count(*) FROM (${scan})`)).getRows();
  return { ms, scanMs: performance.now() - asked, peakMb: peakMb() };
}

/** The whole import: the file kept and hashed, every cell checked, a version that can be asked. */
async function assay(file: string, folder: string): Promise<Measured> {
  const core = await createCore({
    workspacePath: join(folder, 'workspace'),
    configFolder: join(folder, 'config'),
    actor: 'bench',
  });
  const client = createClient(core.transport);
  await client.run('data.import', { files: [small(file)] });
  const start = performance.now();
  const { version } = await client.run('data.import', { files: [file] });
  const ms = performance.now() - start;
  const asked = performance.now();
  const page = { version: version.id, filter: 'quantity > 50', sort: 'price:desc', limit: 100 };
  await client.call('data.preview', page);
  const scanMs = performance.now() - asked;
  await core.close();
  return { ms, scanMs, peakMb: peakMb() };
}

function inProcessOfItsOwn(side: string, file: string, folder: string): Measured {
  const child = spawnSync(process.execPath, [import.meta.filename, side, file, folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(child.stdout) as Measured;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Import and scan of a file of 12 mixed columns against the engine alone, interleaved. */
async function compare(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  const file = join(folder, 'mixed.csv');
  try {
    await pipeline(lines(rows), createWriteStream(file));
    await pipeline(lines(smallRows), createWriteStream(small(file)));
    const sides = { engine: [] as Measured[], assay: [] as Measured[] };
    for (let round = 0; round < rounds; round++) {
      const place = await mkdtemp(join(folder, 'round-'));
      sides.engine.push(inProcessOfItsOwn('engine', file, place));
      sides.assay.push(inProcessOfItsOwn('assay', file, place));
      await rm(place, { recursive: true, force: true });
    }
    const row = (side: keyof typeof sides) => ({
      side,
      rows,
      'import ms': Math.round(median(sides[side].map(({ ms }) => ms))),
      'scan ms': Math.round(median(sides[side].map(({ scanMs }) => scanMs))),
      'peak MB': Math.round(Math.max(...sides[side].map((made) => made.peakMb))),
    });
    console.table([row('engine'), row('assay')]);
    const ratio = (key: 'ms' | 'scanMs') =>
      median(sides.assay.map((made, i) => made[key] / sides.engine[i]![key])).toFixed(2);
    console.log(`import / engine copy: ${ratio('ms')}; scan / engine scan: ${ratio('scanMs')}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const [side, file, folder] = process.argv.slice(2);
if (file && folder) {
  const measured = await (side === 'engine' ? engine(file, folder) : assay(file, folder));
  console.log(JSON.stringify(measured));
} else {
  await compare();
  await import('./profile.bench.ts');
}
