import { isAppError } from '../base/app-error.ts';
import { shapMethods, shapOutputs, type ShapWay } from '../contract/explainability.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { mostExactPlayers } from './exact-shap.ts';
import { chooseOutput, type OutputUnit } from './explained-output.ts';
import { resolveMethod, type MethodRequest, type ShapMethod } from './shap-methods.ts';

/** The method of a request; null where it is refused. */
function resolved(
  pipeline: FittedPipeline,
  output: OutputUnit,
  request: MethodRequest,
): ShapMethod | null {
  try {
    const method = resolveMethod(pipeline, chooseOutput(pipeline, undefined, output), request);
    return method === 'exact' && pipeline.features.length > mostExactPlayers ? null : method;
  } catch (error) {
    if (isAppError(error) && error.code === 'INVALID_INPUT') return null;
    throw error;
  }
}

/** All methods and outputs by which a model can be explained: what `resolveMethod` does not refuse. */
export function shapWays(pipeline: FittedPipeline): ShapWay[] {
  return shapOutputs.flatMap((output) =>
    (['auto', ...shapMethods] as const).flatMap((method): ShapWay[] => {
      const by = (background: boolean, interactions: boolean): ShapMethod | null =>
        resolved(pipeline, output, { method, background, interactions });
      const plain = by(false, false);
      const withBackground = by(true, false);
      if (!plain || !withBackground) return [];
      const unit = chooseOutput(pipeline, undefined, output).valueUnit;
      return [{ method, output, unit, plain, withBackground, withInteractions: by(false, true) }];
    }),
  );
}
