import { z } from 'zod';
import { links } from './state-kind.ts';

export const float64 = z.instanceof(Float64Array);
export const int32 = z.instanceof(Int32Array);
export const uint8 = z.instanceof(Uint8Array);
/** z.number() refuses infinities and NaN, which a model may hold. */
export const double = z.custom<number>((value) => typeof value === 'number', 'expected a number');
export const link = z.enum(links).optional();
