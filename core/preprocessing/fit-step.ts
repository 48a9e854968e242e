import { AppError } from '../base/app-error.ts';
import { parseParams } from '../base/parse-params.ts';
import type { Table } from '../table/table.ts';
import { steps } from './catalogue.ts';
import type { FittedStep, Step, StepTarget } from './step.ts';

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

function learn(
  table: Table,
  { step: id, columns, params: given = {} }: PlannedStep,
  target: StepTarget | undefined,
): { fitted: FittedStep; training: Table | undefined } {
  const step = requireStep(id);
  const params = parseParams(step.params, given, { id, path: 'params' });
  const { state, outputs, training } = step.fit(table, columns, params, target);
  const fitted = { step: id, params, columns, state, outputs, fittedOn: { rows: table.rows } };
  return { fitted, training };
}

/** Learns from the given rows, which are the training rows, and tells what the next step sees of them. */
export function fitTraining(
  table: Table,
  planned: PlannedStep,
  target?: StepTarget,
): { fitted: FittedStep; table: Table } {
  const { fitted, training } = learn(table, planned, target);
  return { fitted, table: training ?? applySteps(table, [fitted]) };
}

/** As fitTraining, without the rows. */
export function fitStep(table: Table, planned: PlannedStep, target?: StepTarget): FittedStep {
  return learn(table, planned, target).fitted;
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
