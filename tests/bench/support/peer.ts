import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What one contestant took to fit, in a process of its own. */
export interface Measured {
  readonly ms: number;
  /** Of all threads together. */
  readonly cpuMs: number;
  /** Most memory the process held, data included. */
  readonly peakMb: number;
  readonly score: number;
}

export interface Contestant {
  readonly name: string;
  /** Program and arguments; its last line of output is a Measured as JSON. */
  readonly command: readonly [string, ...string[]];
}

/** A Python with tests/bench/peers/requirements.txt, named by ASSAY_PYTHON; null without one. */
const python = process.env['ASSAY_PYTHON'] || null;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A script of tests/bench/peers as contestants, one for each library; none without ASSAY_PYTHON. */
export function pythonPeers(
  script: string,
  libraries: Readonly<Record<string, readonly string[]>>,
): Contestant[] {
  if (!python) return [];
  return Object.entries(libraries).map(([name, args]) => ({
    name,
    command: [python, here(`../peers/${script}`), ...args],
  }));
}

/** A script of tests/bench/support on this Node. */
export function nodePeer(name: string, script: string, args: readonly string[]): Contestant {
  const flags = ['--expose-gc', '--max-old-space-size=8192'];
  return { name, command: [process.execPath, ...flags, here(script), ...args] };
}

/** Rows that every side is given: ASSAY_BENCH_ROWS, or the default. */
export function benchRows(byDefault: number): number {
  return Number(process.env['ASSAY_BENCH_ROWS'] ?? byDefault);
}

/** Times each side runs: ASSAY_BENCH_REPEATS, default 3. */
const repeats = Number(process.env['ASSAY_BENCH_REPEATS'] ?? 3);

function runOnce({ name, command }: Contestant, threads: number): Promise<Measured | null> {
  const [program, ...args] = command;
  // Libraries read how many threads they may use from here where they take no argument.
  const env = {
    ...process.env,
    OMP_NUM_THREADS: `${threads}`,
    OPENBLAS_NUM_THREADS: `${threads}`,
    PYTHONWARNINGS: 'ignore',
  };
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', (error) => (errors += error.message));
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output.trim().split('\n').at(-1)!) as Measured);
      else {
        console.error(`${name} failed: ${errors.trim()}`);
        resolve(null);
      }
    });
  });
}

const byMs = (a: Measured, b: Measured) => a.ms - b.ms;
const median = (runs: readonly Measured[]) => runs.toSorted(byMs)[Math.floor(runs.length / 2)]!;

/**
 * Runs the sides in turn, so that what else the machine does falls on all of them, and prints each
 * side's run of median wall time; ratios are the first side's time over the others'. `score` names what
 * `Measured.score` is.
 */
export async function compare(
  title: string,
  contestants: readonly Contestant[],
  { threads, score }: { threads: number; score: string },
): Promise<void> {
  const runs = contestants.map((): Measured[] => []);
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const [i, contestant] of contestants.entries()) {
      const measured = await runOnce(contestant, threads);
      if (measured) runs[i]!.push(measured);
    }
  }
  const medians = runs.map((list) => (list.length > 0 ? median(list) : null));
  const [own] = medians;
  console.log(`\n${title}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`);
  console.table(
    contestants.flatMap(({ name }, i) => {
      const measured = medians[i];
      if (!measured) return [];
      return {
        name,
        ms: Math.round(measured.ms),
        'cpu ms': Math.round(measured.cpuMs),
        'peak MB': Math.round(measured.peakMb),
        [score]: Number(measured.score.toFixed(5)),
        'our wall / theirs': own ? Number((own.ms / measured.ms).toFixed(2)) : '',
        'our cpu / theirs': own ? Number((own.cpuMs / measured.cpuMs).toFixed(2)) : '',
      };
    }),
  );
}
