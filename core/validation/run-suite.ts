import { AppError } from '../base/app-error.ts';
import type { OutputOf, ParsedInputOf } from '../contract/contract.ts';
import {
  validationResultSchema,
  type Expectation,
  type Suite,
  type ValidationResult,
} from '../contract/validation.ts';
import { resolveVersion, type VersionRecord } from '../data/versions.ts';
import { segmentRows } from '../eda/segments/segment-rows.ts';
import type { JobContext, OperationContext } from '../jobs/context.ts';
import type { ResultFormat } from './map-result.ts';
import { findResult, insertResult } from './repository.ts';
import { validationTask, type ValidationTaskOutput } from './run-task.ts';
import { requireSuite, resolveSuite } from './suites.ts';
import type { RowsSource } from './version-rows.ts';

/** The rows of a version, or of one of its segments, as tasks take them. */
export async function rowsSource(
  context: OperationContext,
  record: VersionRecord,
  segment?: string,
): Promise<RowsSource> {
  return {
    parquetPath: record.parquetPath,
    columns: record.version.columns.map(({ name, type }) => ({ name, type })),
    rowNumbers: await segmentRows(context, segment, record),
  };
}

/** Rows of the versions that rules compare with; null for what does not exist. */
function countOthers(
  context: OperationContext,
  rules: readonly Expectation[],
): Record<string, number | null> {
  const counts = new Map<string, number | null>();
  for (const { kwargs } of rules) {
    const ref = kwargs['other_table_name'];
    if (typeof ref === 'string') counts.set(ref, rowsOrNull(context, ref));
  }
  return Object.fromEntries(counts);
}

/** Rows of a version, or null when there is no such version. */
export function rowsOrNull({ workspace }: OperationContext, ref: string): number | null {
  try {
    return resolveVersion(workspace, ref).version.rows;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

interface Check {
  readonly record: VersionRecord;
  readonly rules: readonly Expectation[] | null;
  readonly format: ResultFormat;
  readonly segment?: string | undefined;
}

async function check(context: JobContext, made: Check): Promise<ValidationTaskOutput> {
  const settings = await context.call('workspace.settings', {});
  const warnings = made.record.source?.warnings ?? [];
  return context.compute(
    validationTask,
    {
      source: await rowsSource(context, made.record, made.segment),
      rules: made.rules,
      format: made.format,
      otherRows: countOthers(context, made.rules ?? []),
      quality: {
        weights: settings.quality,
        now: context.now(),
        mixedDates: warnings.flatMap(({ kind, column }) =>
          kind === 'mixed_dates' && column !== undefined ? [column] : [],
        ),
      },
    },
    { stage: 'Checking', to: 0.95 },
  );
}

/** Checks a version against a suite, keeps the result, and scores its quality. */
export async function runSuite(
  input: ParsedInputOf<'validation.run'>,
  context: JobContext,
): Promise<ValidationResult> {
  const record = resolveVersion(context.workspace, input.version);
  const suite = await resolveSuite(context, input.suite);
  const { results, quality } = await check(context, {
    record,
    rules: suite.expectations,
    format: input.resultFormat,
    segment: input.segment,
  });
  context.signal.throwIfAborted();
  const { id, datasetName, number } = record.version;
  const successful = results.filter(({ success }) => success).length;
  const result: ValidationResult = {
    id: context.newId('val'),
    success: successful === results.length,
    suite_name: suite.name,
    statistics: {
      evaluated_expectations: results.length,
      successful_expectations: successful,
      unsuccessful_expectations: results.length - successful,
      success_percent: results.length === 0 ? null : (successful / results.length) * 100,
    },
    results: [...results],
    qualityScore: quality.score,
    quality,
    version: { id, name: datasetName, number },
    createdAt: context.now(),
  };
  await keepResult(context, { result, suite, segment: input.segment });
  return result;
}

async function keepResult(
  context: JobContext,
  kept: {
    readonly result: ValidationResult;
    readonly suite: Suite;
    readonly segment: string | undefined;
  },
): Promise<void> {
  const { workspace, actor } = context;
  const { result, suite, segment } = kept;
  const { sha256 } = await workspace.artifacts.put(JSON.stringify(result));
  workspace.db.transaction(() => {
    insertResult(workspace.db, result, sha256);
    workspace.audit.append({
      actor,
      operation: 'validation.run',
      subject: result.id,
      detail: {
        suite: suite.name,
        version: result.version.id,
        ...(segment === undefined ? {} : { segment }),
        success: result.success,
        ...result.statistics,
        qualityScore: result.qualityScore,
        sha256,
      },
      at: result.createdAt,
    });
  })();
  context.changed('suites', 'audit');
}

/** A kept result. Throws NOT_FOUND. */
export async function readResult(context: OperationContext, id: string): Promise<ValidationResult> {
  const sha256 = findResult(context.workspace.db, id);
  if (sha256 === null) {
    throw new AppError('NOT_FOUND', `There is no validation result ${id}`, {
      hint: 'List them with validation.results',
      path: 'id',
    });
  }
  const text = await context.workspace.artifacts.readText(sha256);
  return validationResultSchema.parse(JSON.parse(text));
}

const layers = ['bronze', 'silver', 'gold'] as const;

/** The quality score of a version, also against a saved suite, and the gates it passes. */
export async function scoreVersion(
  input: ParsedInputOf<'validation.score'>,
  context: JobContext,
): Promise<OutputOf<'validation.score'>> {
  const record = resolveVersion(context.workspace, input.version);
  const suite = input.suite === undefined ? null : requireSuite(context, input.suite);
  const { quality } = await check(context, {
    record,
    rules: suite?.expectations ?? null,
    format: 'BOOLEAN_ONLY',
  });
  const { gates } = await context.call('workspace.settings', {});
  return {
    quality,
    gates: layers.map((layer) => ({
      layer,
      threshold: gates[layer],
      passed: quality.score >= gates[layer],
    })),
  };
}
