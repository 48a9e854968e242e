/** Formats of models from elsewhere that are read. */
export const foreignFormats = ['lightgbm', 'xgboost', 'onnx'] as const;
export type ForeignFormat = (typeof foreignFormats)[number];

/** Names that no table has; some of them are refused, with what to do instead. */
const modelExtensions = new Set(
  '.onnx .model .lgb .xgb .ubj .bst .pkl .pickle .joblib .dill .h5 .keras .pmml'.split(' '),
);

/** Characters from the start of a file that tell whether it is a model. */
export const tellingLength = 4096;

const lightgbmStart = /^tree\r?\n(version|num_class)=/;
const xgboostStart = /^\{\s*("version"\s*:\s*\[[^\]]*\]\s*,\s*)?"learner"\s*:\s*\{/;

/**
 * Does a file hold a model rather than a table? By its first characters where these tell (LightGBM's text
 * and XGBoost's JSON, be they called .txt or .json), else by its name.
 */
export function looksLikeModel(name: string, start: string): boolean {
  const text = start.trimStart();
  if (lightgbmStart.test(text) || xgboostStart.test(text)) return true;
  const dot = name.lastIndexOf('.');
  return dot >= 0 && modelExtensions.has(name.slice(dot).toLowerCase());
}
