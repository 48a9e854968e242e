import { z } from 'zod';
import { columnTypeSchema, taskSchema } from '../contract/common.ts';
import { double, float64 } from '../models/states/array-schemas.ts';
import { calibrationSchema } from '../models/ensembles/calibrated-state.ts';
import type { StateBase } from '../models/states/state-kind.ts';
import { stateKinds } from '../models/states/state-kinds.ts';

interface Problem {
  readonly path: PropertyKey[];
  readonly message: string;
}

function isState(value: unknown): value is StateBase {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** What is wrong with a fitted estimator, and with those inside it. */
function problemsOf(state: StateBase): Problem[] {
  const known = stateKinds.get(state.kind);
  if (!known) return [{ path: [], message: `no estimator '${state.kind}'` }];
  const own = known.schema.safeParse(state).error?.issues ?? [];
  const nested = Object.entries(state).flatMap(([name, value]) => {
    const inside: unknown[] = Array.isArray(value) ? value : [value];
    return inside.flatMap((part, i) =>
      isState(part)
        ? problemsOf(part).map(({ path, message }) => ({ path: [name, i, ...path], message }))
        : [],
    );
  });
  return [...own, ...nested];
}

const estimatorSchema = z.looseObject({ kind: z.string() }).superRefine((state, context) => {
  for (const { path, message } of problemsOf(state)) {
    context.addIssue({ code: 'custom', path, message });
  }
});

const featureSchema = z.object({
  name: z.string(),
  type: columnTypeSchema,
  categories: z.array(z.string()).nullable(),
  min: double.nullable(),
  max: double.nullable(),
  typical: z.union([double, z.string(), z.boolean()]).nullable(),
});

const stepSchema = z.object({
  step: z.string(),
  params: z.record(z.string(), z.unknown()),
  columns: z.array(z.string()),
  state: z.unknown(),
  outputs: z.record(z.string(), z.array(z.string())),
  fittedOn: z.object({ rows: z.number() }),
});

const encodedSchema = z
  .object({
    names: z.array(z.string()),
    origin: z.array(z.string()),
    categories: z.array(z.number()).optional(),
  })
  .refine((e) => e.names.length === e.origin.length, 'names and origins differ in number');

const partSchema = z.object({
  steps: z.array(stepSchema),
  encoded: encodedSchema,
  estimator: estimatorSchema,
});

const intervalSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('split'), coverage: double, radius: double }),
  z.object({
    method: z.literal('cv_plus'),
    coverage: double,
    parts: z.array(partSchema),
    residuals: z.array(float64),
  }),
  z.object({
    method: z.literal('quantile'),
    coverage: double,
    lower: partSchema,
    upper: partSchema,
    margin: double,
  }),
]);

/** A fitted pipeline as it lies on disk, once its arrays are back. */
export const fittedPipelineSchema = partSchema.extend({
  format: z.literal(1),
  modelId: z.string(),
  algorithm: z.string(),
  task: taskSchema,
  params: z.record(z.string(), z.unknown()),
  target: z.object({ name: z.string(), type: columnTypeSchema }),
  classes: z.array(z.string()),
  features: z.array(featureSchema),
  trainedRows: z.number(),
  calibration: calibrationSchema.optional(),
  threshold: z
    .object({ by: z.enum(['f1', 'balanced_accuracy', 'cost']), value: double })
    .optional(),
  interval: intervalSchema.optional(),
});
