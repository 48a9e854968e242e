import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsSchema } from '../../core/contract/settings.ts';
import { openDuckdb, sqlText } from '../../core/data/duckdb.ts';
import type { ColumnRef } from '../../core/data/read-table.ts';
import { profileInParts } from '../../core/eda/profile-in-parts.ts';
import { createComputePool } from '../../core/jobs/compute-pool.ts';
import type { JobContext } from '../../core/jobs/context.ts';

/** Ten sorts of column: normal, log-normal, decimals, large and small integers, money, levels, cities, truth, dates. */
const normal = 'sqrt(-2 * ln(random() + 1e-12)) * cos(6.2831853 * random())';
const sorts = [
  ['number', normal],
  ['number', `exp(${normal})`],
  ['number', 'round(random() * 1000, 2)'],
  ['integer', '(random() * 5000)::BIGINT'],
  ['integer', '(random() * 5)::BIGINT'],
  ['number', 'random() * 1e6'],
  ['category', `'level ' || (random() * 12)::INT`],
  ['category', `'city ' || (random() * 400)::INT`],
  ['boolean', 'random() < 0.3'],
  ['datetime', `TIMESTAMP '2020-01-01' + to_seconds((random() * 1e8)::BIGINT)`],
] as const;

async function writeTable(path: string, rows: number, columns: number): Promise<ColumnRef[]> {
  const made = Array.from({ length: columns }, (_, i) => {
    const [type, value] = sorts[i % sorts.length]!;
    const missing = i % 4 === 1 ? `CASE WHEN random() < 0.03 THEN NULL ELSE ${value} END` : value;
    return { name: `c${i}`, type, sql: `${missing} AS c${i}` };
  });
  using duck = await openDuckdb({ folders: [join(path, '..')] });
  const select = made.map(({ sql }) => sql).join(', ');
  await duck.run(
    `COPY (SELECT ${select} FROM range(${rows})) TO ${sqlText(path)} (FORMAT parquet, COMPRESSION zstd)`,
  );
  return made.map(({ name, type }) => ({ name, type }));
}

/** What a profile took: `cpu` sums the seconds of all threads, `bytes` is the most memory in use. */
interface Measured {
  readonly seconds: number;
  readonly cpu: number;
  readonly bytes: number;
}

/** Memory is counted beyond what was in use before. */
async function measure(work: () => Promise<unknown>): Promise<Measured> {
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  const start = performance.now();
  const used = process.cpuUsage();
  await work();
  clearInterval(watch);
  const { user, system } = process.cpuUsage(used);
  const seconds = (performance.now() - start) / 1000;
  return { seconds, cpu: (user + system) / 1e6, bytes: most - before };
}

async function profile(parquetPath: string, columns: ColumnRef[], totalRows: number) {
  const pool = createComputePool({
    worker: new URL('../../core/hosts/worker.ts', import.meta.url),
  });
  const { signal } = new AbortController();
  const compute: JobContext['compute'] = (task, input) =>
    pool.run(task, input, { signal, onTick: () => {} });
  const { alerts: thresholds } = settingsSchema.parse({});
  const input = { parquetPath, columns, rows: null, totalRows, thresholds };
  const measured = await measure(() => profileInParts({ compute } as JobContext, input));
  await pool.close();
  return measured;
}

const python = `
import sys, time, resource, warnings
warnings.filterwarnings('ignore')
import pandas as pd
from ydata_profiling import ProfileReport
frame = pd.read_parquet(sys.argv[1])
start, used = time.perf_counter(), time.process_time()
ProfileReport(frame, minimal=False, progress_bar=False, interactions=None).get_description()
seconds, cpu = time.perf_counter() - start, time.process_time() - used
print(seconds, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
`;

/** What ydata-profiling takes on the same file, where ASSAY_PYTHON names a Python that has it. */
function profileWithPython(parquetPath: string): Measured | null {
  const command = process.env['ASSAY_PYTHON'];
  if (!command) return null;
  const { status, stdout } = spawnSync(command, ['-c', python, parquetPath], { encoding: 'utf8' });
  if (status !== 0) return null;
  const [seconds, cpu, bytes] = stdout.trim().split('\n').at(-1)!.split(' ').map(Number);
  return { seconds: seconds!, cpu: cpu!, bytes: bytes! };
}

/**
 * Wall time and peak memory of a profile from a version's file, columns of ten sorts; with ASSAY_PYTHON
 * also of ydata-profiling on tables of at most 100,000 rows. ROWS and COLUMNS choose another size.
 */
async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  const { ROWS, COLUMNS } = process.env;
  const sizes = ROWS
    ? [[Number(ROWS), Number(COLUMNS ?? 50)]]
    : [
        [100_000, 50],
        [1_000_000, 50],
        [10_000_000, 20],
      ];
  const results: Record<string, unknown>[] = [];
  try {
    for (const [rows, columns] of sizes as [number, number][]) {
      const path = join(folder, `${rows}.parquet`);
      const made = await writeTable(path, rows, columns);
      const { seconds, cpu, bytes } = await profile(path, made, rows);
      const other = rows <= 100_000 ? profileWithPython(path) : null;
      results.push({
        table: `${rows} x ${columns}`,
        seconds: Number(seconds.toFixed(2)),
        cpu: Number(cpu.toFixed(2)),
        'peak MB': Math.round(bytes / 1e6),
        ...(other && {
          'ydata seconds': Number(other.seconds.toFixed(1)),
          ratio: Number((seconds / other.seconds).toFixed(4)),
          'ratio of cpu': Number((cpu / other.cpu).toFixed(4)),
          'ydata peak MB': Math.round(other.bytes / 1e6),
        }),
      });
      await rm(path);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  // oxlint-disable-next-line no-console -- what the benchmark is for
  console.table(results);
}

await run();
