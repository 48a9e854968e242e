import type { OutputOf } from '../../../core/contract/contract.ts';
import type { Quality } from '../../../core/contract/validation.ts';
import { formatNumber } from '../../components/format.ts';

export type Gate = OutputOf<'validation.score'>['gates'][number];
export type Dimension = keyof Quality['dimensions'];

/** In the order of docs/quality-score.md. */
export const dimensions: readonly {
  readonly id: Dimension;
  readonly title: string;
  readonly meaning: string;
}[] = [
  { id: 'completeness', title: 'Completeness', meaning: 'Cells that are not missing' },
  { id: 'validity', title: 'Validity', meaning: 'Cells that keep the rules' },
  { id: 'uniqueness', title: 'Uniqueness', meaning: 'Rows and keys that do not repeat' },
  { id: 'consistency', title: 'Consistency', meaning: 'Values written in one way' },
  { id: 'timeliness', title: 'Timeliness', meaning: 'How recent the newest date is' },
];

export type QualityTone = 'good' | 'warn' | 'bad';

/** By the gates: at least silver is good, bronze needs a look, none is bad. */
export function qualityTone(gates: readonly Gate[]): QualityTone {
  const passed = gates.filter((gate) => gate.passed).map(({ layer }) => layer);
  if (passed.includes('silver') || passed.includes('gold')) return 'good';
  return passed.includes('bronze') ? 'warn' : 'bad';
}

/** A score with one decimal; where it would read like a gate that is closed, it is cut, not rounded. */
export function scoreText(score: number, gates: readonly Gate[] = []): string {
  const rounded = Math.round(score * 10) / 10;
  const misleads = gates.some(({ passed, threshold }) => !passed && rounded >= threshold);
  return (misleads ? Math.floor(score * 10) / 10 : rounded).toFixed(1);
}

/** "Passes silver": the highest gate that holds. */
export function gateVerdict(gates: readonly Gate[]): string {
  const best = gates.findLast((gate) => gate.passed);
  if (!best) return 'Passes no gate';
  return `Passes ${best.layer}`;
}

/** What a gate still needs, in points. */
export function gateText(gate: Gate, score: number): string {
  if (gate.passed) return `passed, asks for ${formatNumber(gate.threshold)}`;
  const short = Math.ceil((gate.threshold - score) * 10 - 1e-9) / 10;
  return `${formatNumber(short)} short of ${formatNumber(gate.threshold)}`;
}
