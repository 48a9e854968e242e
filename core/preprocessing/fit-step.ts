import { AppError } from '../base/app-error.ts';
import { parseParams } from '../base/parse-params.ts';
import type { Table } from '../table/table.ts';
import { steps } from './catalogue.ts';
import type { FittedStep, Step } from './step.ts';

/** A step that is still to be fitted. */
export interface PlannedStep {
  readonly step: string;
  readonly columns: readonly string[];
  readonly params?: Readonly<Record<string, unknown>>;
}

function requireStep(id: string): Step {
  const step = steps.get(id);
  if (step) return step;
  throw new AppError('NOT_FOUND', `There is no preparation step '${id}'.`, {
    hint: `Steps: ${[...steps.keys()].join(', ')}`,
  });
}

/** Learns from the given rows, which are the training rows. */
export function fitStep(table: Table, planned: PlannedStep): FittedStep {
  const step = requireStep(planned.step);
  const params = parseParams(step.params, planned.params ?? {}, { id: step.id, path: 'params' });
  const { state, outputs } = step.fit(table, planned.columns, params);
  const fittedOn = { rows: table.rows };
  return { step: step.id, params, columns: planned.columns, state, outputs, fittedOn };
}

/** The steps in their order on any rows. */
export function applySteps(table: Table, fitted: readonly FittedStep[]): Table {
  return fitted.reduce(
    (current, { step, columns, params, state }) =>
      requireStep(step).transform(current, columns, { params, state }),
    table,
  );
}

/** One line for people: what the step learned. */
export function describeStep({ step, params, state }: FittedStep): string {
  return requireStep(step).describe({ params, state });
}
