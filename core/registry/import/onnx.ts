import { unsupported } from './foreign-failure.ts';
import type { ForeignModel } from './foreign-model.ts';

export function readOnnx(_bytes: Uint8Array): ForeignModel {
  throw unsupported('ONNX files are not read.', 'Write it as LightGBM text or XGBoost JSON');
}
