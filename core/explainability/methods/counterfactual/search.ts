import { createRng, type Rng } from '../../../base/rng.ts';
import type { Tick } from '../../../base/tick.ts';
import { distance, pointAt, toTable, type Point, type Space } from '../space.ts';
import type { Goal } from './goal.ts';
import { project, type Field } from './limits.ts';

export interface SearchInput {
  readonly space: Space;
  readonly original: Point;
  readonly fields: readonly Field[];
  readonly goal: Goal;
  readonly seed: number;
  readonly tick: Tick;
}

/** A row that was judged. */
export interface Candidate {
  readonly point: Point;
  readonly distance: number;
  readonly near: number;
}

/** Rows of the training data, or mutations of the row, that are tried. */
const donors = 400;
const mutants = 1200;
const generations = 12;
const population = 150;
/** Candidates that are made smaller. */
const refined = 60;

function judge(
  input: SearchInput,
  points: readonly Point[],
): { met: Candidate[]; all: Candidate[] } {
  const { space, goal, original } = input;
  if (points.length === 0) return { met: [], all: [] };
  const { met, near } = goal.judge(toTable(space, points));
  const all = points.map((point, i) => ({
    point,
    distance: distance(space, point, original),
    near: near[i]!,
  }));
  return { met: all.filter((_, i) => met[i] === 1), all };
}

/** Each column by itself. */
function singles({ fields, original }: SearchInput): Point[] {
  return fields.flatMap((field, j) =>
    field.fixed
      ? []
      : Array.from(field.trials)
          .filter((value) => value !== original[j])
          .map((value) => original.with(j, value)),
  );
}

function projectPoint({ fields, original }: SearchInput, point: Point): Point {
  return point.map((value, j) => project(fields[j]!, value, original[j]!));
}

/** Training rows of what is wanted, as near to the row as its fixed columns let them be. */
function nearestDonors(input: SearchInput): Point[] {
  const { space, goal, original } = input;
  const { met } = goal.judge(space.table);
  const rows = Array.from(met.keys()).filter((i) => met[i] === 1);
  return rows
    .map((i) => projectPoint(input, pointAt(space.table, i)))
    .map((point) => ({ point, far: distance(space, point, original) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, donors)
    .map(({ point }) => point);
}

/** Some columns of a random training row laid over a point: what is taken together occurred together. */
function mutate(input: SearchInput, base: Point, rng: Rng, most: number): Point {
  const { space, fields, original } = input;
  const free = fields.flatMap((field, j) => (field.fixed ? [] : [j]));
  const row = pointAt(space.table, rng.integer(space.table.rows));
  const order = rng.shuffle([...free]).slice(0, 1 + rng.integer(most));
  const point: Point = base.slice();
  for (const j of order) point[j] = project(fields[j]!, row[j]!, original[j]!);
  return point;
}

function cross(a: Point, b: Point, rng: Rng): Point {
  return a.map((value, j) => (rng.next() < 0.5 ? value : b[j]!));
}

/** A genetic search for rows that are wanted, where none was found at first. */
function evolve(
  input: SearchInput,
  start: readonly Candidate[],
  rng: Rng,
): {
  met: Candidate[];
  best: number;
} {
  let parents = start.toSorted((a, b) => b.near - a.near).slice(0, population);
  for (let g = 0; g < generations && parents.length > 0; g++) {
    input.tick(0.3 + (0.3 * g) / generations, 'Searching');
    const children = Array.from({ length: 2 * population }, () => {
      const [a, b] = [parents[rng.integer(parents.length)]!, parents[rng.integer(parents.length)]!];
      return mutate(input, cross(a.point, b.point, rng), rng, 2);
    });
    const { met, all } = judge(input, children);
    if (met.length > 0) return { met, best: met[0]!.near };
    parents = [...parents, ...all].toSorted((a, b) => b.near - a.near).slice(0, population);
  }
  return { met: [], best: parents[0]?.near ?? -Infinity };
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = candidate.point.join();
    if (!seen.has(key)) seen.set(key, candidate);
  }
  return [...seen.values()].toSorted((a, b) => a.distance - b.distance);
}

/** Takes back one change of each candidate that saves most, as long as any can be taken back. */
function sparsify(input: SearchInput, candidates: readonly Candidate[]): Candidate[] {
  const { original } = input;
  const current = [...candidates];
  let active = current.map((_, i) => i);
  while (active.length > 0) {
    const tries = active.flatMap((i) =>
      Array.from(original.keys())
        .filter((j) => !Object.is(current[i]!.point[j], original[j]))
        .map((j) => ({ i, point: current[i]!.point.with(j, original[j]!) })),
    );
    const { met } = judge(
      input,
      tries.map(({ point }) => point),
    );
    const owner = new Map(tries.map(({ i, point }) => [point, i]));
    const best = new Map<number, Candidate>();
    for (const candidate of met) {
      const i = owner.get(candidate.point)!;
      if (candidate.distance < (best.get(i)?.distance ?? Infinity)) best.set(i, candidate);
    }
    // The row itself does not meet the goal, so this ends before every change is taken back.
    for (const [i, candidate] of best) current[i] = candidate;
    active = [...best.keys()];
  }
  return current;
}

/** Moves the numbers that changed half way back, again and again, while the goal is still met. */
function shrink(input: SearchInput, candidates: readonly Candidate[]): Candidate[] {
  const { original, fields } = input;
  const current = [...candidates];
  fields.forEach((field, j) => {
    if (field.nominal || field.fixed || Number.isNaN(original[j]!)) return;
    // Between what is met and what is not, by candidate.
    const missed = current.map(() => original[j]!);
    for (let halving = 0; halving < 8; halving++) {
      const tries = current.flatMap(({ point }, i) => {
        const middle = project(field, (point[j]! + missed[i]!) / 2, original[j]!);
        const idle = middle === point[j] || middle === missed[i];
        return idle ? [] : [{ i, point: point.with(j, middle) }];
      });
      if (tries.length === 0) return;
      const { met } = judge(
        input,
        tries.map(({ point }) => point),
      );
      const better = new Map(met.map((candidate) => [candidate.point, candidate]));
      for (const { i, point } of tries) {
        const candidate = better.get(point);
        if (candidate) current[i] = candidate;
        else missed[i] = point[j]!;
      }
    }
  });
  return current;
}

export interface Found {
  /** Small changes that meet the goal, nearest first, without duplicates. */
  readonly candidates: readonly Candidate[];
  /** How near the best row came where none meets it. */
  readonly best: number;
}

/**
 * Rows near the original that the model gives what is wanted: single changes, the nearest training rows
 * that have it, mixtures of both, and a genetic search where these fail; then changes are taken back and
 * made smaller as long as the model agrees. Every candidate was judged by the model.
 */
export function searchCounterfactuals(input: SearchInput): Found {
  const { seed, tick } = input;
  const rng = createRng(seed).fork('counterfactual');
  tick(0, 'Trying training rows');
  if (input.fields.every(({ fixed }) => fixed)) return { candidates: [], best: -Infinity };
  const first = judge(input, [...singles(input), ...nearestDonors(input)]);
  tick(0.2, 'Trying mixtures');
  const mixed = judge(
    input,
    Array.from({ length: mutants }, () => mutate(input, input.original, rng, 4)),
  );
  let met = distinct([...first.met, ...mixed.met]);
  let best = 0;
  if (met.length === 0) {
    const evolved = evolve(input, [...first.all, ...mixed.all], rng);
    met = distinct(evolved.met);
    best = evolved.best;
  }
  if (met.length === 0) return { candidates: [], best };
  // Half of them the nearest, the others from all over, so that not all change the same columns.
  const others = rng.shuffle([...met.slice(refined / 2).keys()]).slice(0, refined / 2);
  const chosen = [...met.slice(0, refined / 2), ...others.map((i) => met[i + refined / 2]!)];
  tick(0.6, 'Making changes smaller');
  const sparse = sparsify(input, chosen);
  tick(0.75, 'Making changes smaller');
  const small = sparsify(input, shrink(input, distinct(sparse)));
  tick(0.9, 'Choosing');
  return { candidates: distinct(small), best };
}
