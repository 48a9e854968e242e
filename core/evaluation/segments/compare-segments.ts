import { noTick, subTick, type Tick } from '../../base/tick.ts';
import type { JudgedSegment } from '../../contract/evaluation-segments.ts';
import type { VersionFile } from '../../models/tasks.ts';
import { asColumn } from '../../monitoring/prediction-column.ts';
import { takeRows } from '../../table/table.ts';
import type { RunRows } from '../run-rows.ts';
import type { RunSource } from '../run-source.ts';
import { takeValues } from '../take-values.ts';
import { readLearnedRows, type LearnedRows } from './learned-rows.ts';
import { markListed } from './listed-rows.ts';
import {
  answerDrift,
  leastDriftRows,
  noDrift,
  type DriftQuestion,
  type DriftSide,
} from './segment-drift.ts';
import type { AskedSegment } from './tasks.ts';

/** A segment with its places among the evaluated rows, and the others. */
export interface SplitSegment {
  readonly asked: AskedSegment;
  readonly inside: Int32Array;
  readonly outside: Int32Array;
}

type Drifts = Pick<JudgedSegment, 'fromRest' | 'fromTraining'>;

interface Options {
  readonly source: RunSource;
  readonly learned: VersionFile;
  readonly tick: Tick;
}

/** Rows as questions of drift need them, or why there are too few. */
type Asked = { readonly question: DriftQuestion } | { readonly reason: string; sizes: Sizes };
type Sizes = readonly [reference: number, current: number];

function ask(reference: DriftSide, current: DriftSide, who: string): Asked {
  const sizes = [reference.rows.length, current.rows.length] as const;
  if (Math.min(...sizes) >= leastDriftRows) return { question: { reference, current } };
  const reason = `Distributions need ${leastDriftRows} rows on either side: there are ${sizes[1]} in the segment and ${sizes[0]} ${who}.`;
  return { reason, sizes };
}

function evaluatedSides(found: RunRows): (places: Int32Array) => DriftSide {
  const prediction = asColumn(found.pipeline, found.prediction);
  return (places) => ({
    file: found.file,
    rows: takeValues(found.rows, places),
    prediction: takeRows(prediction, places),
  });
}

function placesOf({ rows }: LearnedRows, listed: Uint32Array): Int32Array {
  const marks = markListed(rows, listed);
  return Int32Array.from(rows.keys()).filter((place) => marks[place] === 1);
}

/** The learned rows of each segment; a row of several segments is predicted once. */
function learnedSides(
  learned: LearnedRows,
  splits: readonly SplitSegment[],
  file: VersionFile,
): DriftSide[] {
  const all = splits.map(({ asked }) =>
    placesOf(learned, asked.learned.rows ?? new Uint32Array(0)),
  );
  const at = new Int32Array(learned.rows.length).fill(-1);
  for (const places of all) for (const place of places) at[place] = 0;
  const wanted = Int32Array.from(at.keys()).filter((place) => at[place] === 0);
  wanted.forEach((place, i) => (at[place] = i));
  const prediction = learned.predict(wanted, noTick);
  return all.map((places) => ({
    file,
    rows: takeValues(learned.rows, places),
    prediction: takeRows(prediction, takeValues(at, places)),
  }));
}

function askTraining(
  { asked, inside }: SplitSegment,
  learned: DriftSide,
  side: (places: Int32Array) => DriftSide,
): Asked {
  const current = side(inside);
  const sizes = [0, inside.length] as const;
  if (asked.learned.rows === null) return { reason: asked.learned.reason, sizes };
  if (learned.rows.length === 0) {
    return { reason: 'The model learned from none of its rows.', sizes };
  }
  return ask(learned, current, 'of it among the training rows');
}

/** How each segment differs from the other evaluated rows, and from its own rows in training. */
export async function compareSegments(
  found: RunRows,
  splits: readonly SplitSegment[],
  { source, learned: file, tick }: Options,
): Promise<Drifts[]> {
  const side = evaluatedSides(found);
  const fromRest = splits.map(({ inside, outside }) =>
    ask(side(outside), side(inside), 'in the rest'),
  );
  const same = 'The run was evaluated on the rows it learned from.';
  const some = source.on === 'test' && splits.some(({ inside }) => inside.length > 0);
  const learned = some
    ? learnedSides(await readLearnedRows(found.pipeline, source), splits, file)
    : null;
  const fromTraining = splits.map((split, i): Asked => {
    tick((0.4 * i) / splits.length);
    if (learned) return askTraining(split, learned[i]!, side);
    return { reason: same, sizes: [0, split.inside.length] };
  });
  const all = [...fromRest, ...fromTraining];
  const questions = all.flatMap((one) => ('question' in one ? [one.question] : []));
  const { name } = source.request.target;
  const target = { name, task: source.request.task };
  const answers = await answerDrift(questions, target, subTick(tick, 0.4, 1));
  let next = 0;
  const told = all.map((one) =>
    'question' in one ? answers[next++]! : noDrift(one.reason, ...one.sizes),
  );
  return splits.map((_, i) => ({
    fromRest: told[i]!,
    fromTraining: told[splits.length + i]!,
  }));
}
