import { datetimeParts } from './datetime-parts.ts';
import { oneHotEncoder } from './one-hot-encoder.ts';
import { simpleImputer } from './simple-imputer.ts';
import { standardScaler } from './standard-scaler.ts';
import type { Step } from './step.ts';

const list: readonly Step[] = [simpleImputer, oneHotEncoder, standardScaler, datetimeParts];

/** Every preparation step by id, in the order the catalogue shows them. */
export const steps: ReadonlyMap<string, Step> = new Map(list.map((step) => [step.id, step]));
