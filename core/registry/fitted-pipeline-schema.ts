import { z } from 'zod';
import { columnTypeSchema, taskSchema } from '../contract/common.ts';

const float64 = z.instanceof(Float64Array);
const int32 = z.instanceof(Int32Array);
/** z.number() refuses infinities and NaN, which a model may hold. */
const double = z.custom<number>((value) => typeof value === 'number', 'expected a number');

const treeSchema = z
  .object({
    feature: int32,
    threshold: float64,
    missingLeft: z.instanceof(Uint8Array),
    left: int32,
    right: int32,
    value: float64,
    cover: float64,
  })
  .refine(
    (tree) => Object.values(tree).every((array) => array.length === tree.feature.length),
    'the arrays of a tree differ in length',
  );

const estimatorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('trees'), base: float64, trees: z.array(treeSchema) }),
  z.object({
    kind: z.literal('linear'),
    coefficients: z.array(float64),
    intercepts: float64,
    means: float64,
  }),
]);

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

/** A fitted pipeline as it lies on disk, once its arrays are back. */
export const fittedPipelineSchema = z.object({
  format: z.literal(1),
  modelId: z.string(),
  algorithm: z.string(),
  task: taskSchema,
  params: z.record(z.string(), z.unknown()),
  target: z.object({ name: z.string(), type: columnTypeSchema }),
  classes: z.array(z.string()),
  features: z.array(featureSchema),
  steps: z.array(stepSchema),
  encoded: z
    .object({ names: z.array(z.string()), origin: z.array(z.string()) })
    .refine((e) => e.names.length === e.origin.length, 'names and origins differ in number'),
  estimator: estimatorSchema,
  trainedRows: z.number(),
});
