import type { InputOf } from '../../../../core/contract/contract.ts';
import type { Explanation } from '../../../../core/contract/explainability.ts';

/** Asks for the values of an explanation once more, the way it was made. */
export function repeatInput(explanation: Explanation): InputOf<'explainability.shap'> {
  const { modelId, versionId, label, method, output, background, asked } = explanation;
  const { rows, versionRows = rows } = explanation;
  const { limit = null, permutations = null, coalitions = null } = asked ?? {};
  const some = limit === null && rows < versionRows;
  return {
    model: modelId,
    version: versionId,
    method,
    output,
    ...(label === null ? {} : { label }),
    ...(background ? { background: background.versionId, backgroundRows: background.rows } : {}),
    ...(limit === null ? {} : { limit }),
    ...(some ? { sample: rows } : {}),
    ...(permutations === null ? {} : { permutations }),
    ...(coalitions === null ? {} : { coalitions }),
    ...(asked ? { seed: asked.seed } : {}),
  };
}
