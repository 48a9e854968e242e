import type { Rng } from '../base/rng.ts';

export interface WeighedCoalition {
  readonly members: Uint8Array;
  readonly weight: number;
  /** Times it was drawn; 0 for one of an enumerated size. */
  readonly drawn: number;
  /** Coalitions of one draw, a set and its complement, share a number. */
  readonly pair: number;
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value *= (n - k + i) / i;
  return Math.round(value);
}

/** All sets of so many players. */
function* setsOf(players: number, size: number): Generator<Uint8Array> {
  const chosen = Array.from({ length: size }, (_, i) => i);
  for (;;) {
    const members = new Uint8Array(players);
    for (const player of chosen) members[player] = 1;
    yield members;
    let at = size - 1;
    while (at >= 0 && chosen[at] === players - size + at) at--;
    if (at < 0) return;
    chosen[at]!++;
    for (let i = at + 1; i < size; i++) chosen[i] = chosen[i - 1]! + 1;
  }
}

const complement = (members: Uint8Array): Uint8Array => members.map((member) => 1 - member);

function draw(weights: readonly number[], rng: Rng): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = rng.next() * total;
  for (let i = 0; i < weights.length - 1; i++) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return weights.length - 1;
}

/**
 * Coalitions of KernelSHAP (Lundberg & Lee 2017) as shap draws them: sizes s with weight
 * (n−1)/(s(n−s)), whole sizes from the outermost inwards while `most` suffices, with their
 * complements; the rest is drawn at random in pairs. At most 2^n − 2 are given, which is all. n ≥ 2.
 */
export function kernelCoalitions(players: number, most: number, rng: Rng): WeighedCoalition[] {
  const halves = Math.ceil((players - 1) / 2);
  const paired = Math.floor((players - 1) / 2);
  const bySize = Array.from({ length: halves }, (_, i) => {
    const weight = (players - 1) / ((i + 1) * (players - 1 - i));
    return i < paired ? 2 * weight : weight;
  });
  const total = bySize.reduce((sum, weight) => sum + weight, 0);
  const share = bySize.map((weight) => weight / total);
  const found: WeighedCoalition[] = [];
  let left = Math.min(most, players < 31 ? 2 ** players - 2 : Infinity);
  let rest = 1;
  let whole = 0;
  for (; whole < halves; whole++) {
    const both = whole < paired;
    const sets = binomial(players, whole + 1) * (both ? 2 : 1);
    if ((left * share[whole]!) / rest / sets < 1 - 1e-8) break;
    left -= sets;
    for (const members of setsOf(players, whole + 1)) {
      const weight = share[whole]! / sets;
      const common = { weight, drawn: 0, pair: found.length };
      found.push({ ...common, members });
      if (both) found.push({ ...common, members: complement(members) });
    }
    rest -= share[whole]!;
  }
  if (whole === halves) return found;
  return [...found, ...drawRest({ players, paired, whole, left, share }, rng)];
}

interface Rest {
  readonly players: number;
  readonly paired: number;
  /** Sizes that were enumerated. */
  readonly whole: number;
  readonly left: number;
  readonly share: readonly number[];
}

function drawRest({ players, paired, whole, left, share }: Rest, rng: Rng): WeighedCoalition[] {
  const chances = share.slice(whole).map((part, i) => (whole + i < paired ? part / 2 : part));
  const drawn = new Map<string, { members: Uint8Array; count: number; pair: number }>();
  const order = Int32Array.from({ length: players }, (_, i) => i);
  const add = (members: Uint8Array, pair: number): void => {
    const key = members.join('');
    const known = drawn.get(key);
    if (known) known.count++;
    else drawn.set(key, { members, count: 1, pair });
  };
  for (let attempt = 0; attempt < 4 * left && drawn.size < left; attempt++) {
    const size = whole + 1 + draw(chances, rng);
    rng.shuffle(order);
    const members = new Uint8Array(players);
    for (const player of order.subarray(0, size)) members[player] = 1;
    const pair = drawn.get(members.join(''))?.pair ?? 1e9 + attempt;
    add(members, pair);
    if (size <= paired) add(complement(members), pair);
  }
  const counts = [...drawn.values()].reduce((sum, { count }) => sum + count, 0);
  const weight = share.slice(whole).reduce((sum, part) => sum + part, 0) / counts;
  return Array.from(drawn.values(), ({ members, count, pair }) => ({
    members,
    weight: weight * count,
    drawn: count,
    pair,
  }));
}
