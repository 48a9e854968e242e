import { AppError } from '../../base/app-error.ts';
import type { Layer } from '../../contract/common.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import type { Version } from '../../contract/data.ts';
import type { JobContext, OperationContext } from '../../jobs/context.ts';
import { findVersionByName } from '../repository.ts';
import { resolveVersion, saveVersion } from '../versions.ts';

/** Makes an earlier version the latest again: the same file under the next number. */
export function restoreVersion(ref: string, context: OperationContext): Version {
  const { version } = resolveVersion(context.workspace, ref);
  const latest = findVersionByName(context.workspace.db, version.datasetName, null);
  if (latest?.version.id === version.id) {
    throw new AppError('CONFLICT', `${nameOf(version)} is the latest version already`, {
      hint: 'Choose an earlier version of the dataset',
      path: 'version',
    });
  }
  return saveCopy(context, version, {
    layer: version.layer,
    operation: 'data.restore',
    detail: { restored: nameOf(version) },
  });
}

const nextLayer = { bronze: 'silver', silver: 'gold', gold: null } as const satisfies Record<
  Layer,
  Layer | null
>;

/**
 * Moves data to the next layer when its quality score reaches the layer's threshold, or when a person
 * says why it should pass. Errors: NOT_FOUND; CONFLICT for a layer that is not the next, and for a
 * closed gate, which names the score, the threshold and the weakest dimension.
 */
export async function promoteVersion(
  input: ParsedInputOf<'data.promote'>,
  context: JobContext,
): Promise<OutputOf<'data.promote'>> {
  const { version } = resolveVersion(context.workspace, input.version);
  checkStep(version, input.to);
  const { quality, gates } = await context.call(
    'validation.score',
    { version: version.id, ...(input.suite === undefined ? {} : { suite: input.suite }) },
    { from: 0, to: 0.95 },
  );
  const { threshold } = gates.find((gate) => gate.layer === input.to)!;
  const { score } = quality;
  const passed = score >= threshold;
  const reason = input.override?.trim() ?? '';
  if (!passed && reason === '') throw closedGate(version, input.to, { quality, threshold });
  if (context.signal.aborted) throw new AppError('CANCELLED', 'Cancelled');
  const promoted = saveCopy(context, version, {
    layer: input.to,
    operation: 'data.promote',
    detail: {
      from: version.layer,
      score,
      threshold,
      passed,
      ...(input.suite === undefined ? {} : { suite: input.suite }),
      ...(passed ? {} : { override: reason }),
    },
  });
  return { version: promoted, from: version.layer, to: input.to, score, threshold, passed };
}

function checkStep(version: Version, to: Layer): void {
  const next = nextLayer[version.layer];
  if (next === to) return;
  throw new AppError('CONFLICT', `${nameOf(version)} is ${version.layer}; it cannot become ${to}`, {
    hint: next === null ? 'Gold is the last layer' : `The next layer is ${next}`,
    path: 'to',
  });
}

type Quality = OutputOf<'validation.score'>['quality'];

function closedGate(
  version: Version,
  to: Layer,
  { quality, threshold }: { readonly quality: Quality; readonly threshold: number },
): AppError {
  const weakest = Object.entries(quality.dimensions)
    .filter((entry): entry is [string, number] => entry[1] !== null)
    .sort((a, b) => a[1] - b[1])[0];
  const why = weakest === undefined ? '' : `; weakest is ${weakest[0]} at ${percent(weakest[1])}`;
  const about = quality.detail.find((line) => line.dimension === weakest?.[0])?.message;
  return new AppError(
    'CONFLICT',
    `${nameOf(version)} scores ${oneDecimal(quality.score)}, the gate to ${to} asks for ${oneDecimal(threshold)}${why}`,
    {
      hint: `${about === undefined ? '' : `${about}. `}Improve the data, or give a reason to pass (override), which is recorded`,
      path: 'override',
    },
  );
}

/** Rounded down, so that a score below a threshold never reads as the threshold. */
function oneDecimal(value: number): string {
  return String(Math.floor(value * 10) / 10);
}

function percent(share: number): string {
  return `${oneDecimal(share * 100)} %`;
}

function nameOf(version: Version): string {
  return `${version.datasetName}@${version.number}`;
}

function saveCopy(
  context: OperationContext,
  version: Version,
  made: {
    readonly layer: Layer;
    readonly operation: string;
    readonly detail: Record<string, unknown>;
  },
): Version {
  return saveVersion(context, {
    datasetName: version.datasetName,
    rows: version.rows,
    columns: version.columns,
    parquet: { sha256: version.sha256, bytes: version.bytes },
    parentId: version.id,
    ...made,
  });
}
