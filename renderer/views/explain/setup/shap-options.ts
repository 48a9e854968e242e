import { create } from 'zustand';
import type { InputOf } from '../../../../core/contract/contract.ts';
import type { ShapWay } from '../../../../core/contract/explainability.ts';
import type { ShapMethod } from '../shap-words.ts';

/** How SHAP values are to be made; null: as the core thinks best. */
export interface ShapOptions {
  readonly method: ShapWay['method'];
  readonly output: ShapWay['output'];
  /** Version id. */
  readonly background: string | null;
  readonly backgroundRows: number | null;
  readonly sample: number | null;
  readonly permutations: number | null;
  readonly coalitions: number | null;
  readonly interactions: boolean;
}

export const usualOptions: ShapOptions = {
  method: 'auto',
  output: 'raw',
  background: null,
  backgroundRows: null,
  sample: null,
  permutations: null,
  coalitions: null,
  interactions: false,
};

interface OptionsState {
  readonly byModel: Readonly<Record<string, ShapOptions>>;
  readonly set: (modelId: string, options: ShapOptions) => void;
}

/** Of each model, while the window is open. */
export const useShapOptions = create<OptionsState>((set) => ({
  byModel: {},
  set: (modelId, options) =>
    set(({ byModel }) => ({ byModel: { ...byModel, [modelId]: options } })),
}));

/** Options as they hold for a model, with what they come to. */
export interface ShapPlan {
  readonly options: ShapOptions;
  readonly way: ShapWay;
  /** The method that will be taken. */
  readonly method: ShapMethod;
  /** Fields that mean something. */
  readonly takes: {
    readonly interactions: boolean;
    readonly background: boolean;
    readonly backgroundRows: boolean;
    readonly permutations: boolean;
    readonly coalitions: boolean;
  };
}

function resolve(way: ShapWay, { interactions, background }: ShapOptions): ShapMethod {
  if (interactions && way.withInteractions !== null) return way.withInteractions;
  return background === null ? way.plain : way.withBackground;
}

/** Takes what does not fit the model out of options; undefined where there is no way at all. */
export function planOf(ways: readonly ShapWay[], wanted: ShapOptions): ShapPlan | undefined {
  const outputs = ways.filter(({ output }) => output === wanted.output);
  const some = outputs.length > 0 ? outputs : ways;
  const way = some.find(({ method }) => method === wanted.method) ?? some[0];
  if (!way) return undefined;
  const interactions = wanted.interactions && way.withInteractions !== null;
  const may = { ...wanted, method: way.method, output: way.output, interactions };
  const background = resolve(way, { ...may, background: '' }) !== 'tree_path_dependent';
  const options = { ...may, background: background ? wanted.background : null };
  const method = resolve(way, options);
  return {
    options,
    way,
    method,
    takes: {
      interactions: way.withInteractions !== null,
      background,
      backgroundRows:
        background &&
        (method !== 'linear' || options.background !== null) &&
        method !== 'tree_path_dependent',
      permutations: method === 'permutation' || method === 'linear_correlated',
      coalitions: method === 'kernel',
    },
  };
}

type ShapInput = InputOf<'explainability.shap'>;

/** What is asked of the core: only what was chosen and means something. */
export function shapRequest({ options, takes }: ShapPlan): Omit<ShapInput, 'model' | 'version'> {
  const { method, output, interactions, background, sample } = options;
  const { backgroundRows, permutations, coalitions } = options;
  return {
    ...(method === 'auto' ? {} : { method }),
    ...(output === 'raw' ? {} : { output }),
    ...(background === null ? {} : { background }),
    ...(takes.backgroundRows && backgroundRows !== null ? { backgroundRows } : {}),
    ...(sample === null ? {} : { sample }),
    ...(takes.permutations && permutations !== null ? { permutations } : {}),
    ...(takes.coalitions && coalitions !== null ? { coalitions } : {}),
    ...(interactions ? { interactions } : {}),
  };
}

/** How many options are not as they usually are. */
export function countChanged(plan: ShapPlan): number {
  return Object.keys(shapRequest(plan)).length;
}

/** Versions up to this are explained at once. */
const shortVersion = 20_000;

const rowByRow: ReadonlySet<ShapMethod> = new Set(['exact', 'kernel', 'permutation']);

/** Methods whose rows cost many predictions each; they take as many rows as a minute allows. */
export const predictsOften = (method: ShapMethod): boolean => rowByRow.has(method);

/**
 * Whether a first look at a sample comes before all rows. Methods that predict many times for each row
 * limit themselves, and interactions of all rows of a long version would take hours.
 */
export function looksFirst({ method, options }: ShapPlan, rows: number): boolean {
  if (options.sample !== null || rows <= shortVersion) return false;
  return !predictsOften(method) && !options.interactions;
}
