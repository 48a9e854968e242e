import { AppError } from '../../base/app-error.ts';
import { unsupported } from './foreign-failure.ts';
import type { ForeignFormat } from '../../contract/model-file.ts';

const hints: Readonly<Record<ForeignFormat, string>> = {
  lightgbm: "Booster.save_model('model.txt')",
  xgboost: "Booster.save_model('model.json')",
  onnx: 'skl2onnx.to_onnx(model, …).SerializeToString()',
};
const howTo = `Write it as text or data instead: LightGBM ${hints.lightgbm}, XGBoost ${hints.xgboost}, scikit-learn ${hints.onnx}`;

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

/**
 * Refuses empty files, those that would run code when they are loaded and those that only their own
 * library reads, by name: FILE_EMPTY, UNSUPPORTED.
 */
export function refuseOthers(bytes: Uint8Array, extension: string): void {
  if (bytes.length === 0) {
    throw new AppError('FILE_EMPTY', 'The model file is empty.', { path: 'file' });
  }
  const pickle = bytes[0] === 0x80 && bytes[1]! >= 2 && bytes[1]! <= 5;
  if (pickle || ['.pkl', '.pickle', '.joblib', '.dill'].includes(extension)) {
    throw unsupported('The file is a Python pickle, which runs code when it is read.', howTo);
  }
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0x1f, 0x8b)) {
    throw unsupported('The file is an archive, no model.', 'Unpack it first');
  }
  if (startsWith(bytes, 0x89, 0x48, 0x44, 0x46)) {
    throw unsupported('The file is HDF5, such as Keras writes.', howTo);
  }
  const ubjson =
    bytes[0] === 0x7b && bytes[1] !== undefined && 'LUiI$#'.includes(String.fromCharCode(bytes[1]));
  if (ubjson || startsWith(bytes, 0x62, 0x69, 0x6e, 0x66)) {
    throw unsupported(
      'The file is in a binary format of XGBoost.',
      `Write it as JSON: ${hints.xgboost}`,
    );
  }
}

/** The format of a model file by its first bytes; UNSUPPORTED for files that look like none. */
export function detectFormat(bytes: Uint8Array): ForeignFormat {
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  if (/^tree\r?\n/.test(start)) return 'lightgbm';
  if (start.startsWith('{')) return 'xgboost';
  // The first field of an ONNX file is ir_version.
  if (bytes[0] === 0x08) return 'onnx';
  throw unsupported('The file is no model that can be read.', `${howTo}; or name the format`);
}
