import type { FeatureSchema, FittedPipeline } from '../models/pipeline.ts';
import { isCodedType, type Column, type Table } from '../table/table.ts';

function typicalColumn({ name, type, typical }: FeatureSchema): Column {
  if (isCodedType(type)) {
    const known = typical !== null;
    const dictionary = known ? [String(typical)] : [];
    return { name, type, codes: Int32Array.of(known ? 0 : -1), dictionary };
  }
  return { name, type, values: Float64Array.of(typical === null ? Number.NaN : Number(typical)) };
}

/** A row of medians and most frequent values: the background where no other is known. */
export function typicalRow({ features }: FittedPipeline): Table {
  return { rows: 1, columns: features.map(typicalColumn) };
}
