import { calibratedKind } from './calibrated-state.ts';
import { ensembleKind } from './ensemble-state.ts';
import { stackingKind } from './stacking-state.ts';

/** Shapes of fitted estimators of this family. */
export const ensemblesStates = [ensembleKind, stackingKind, calibratedKind] as const;
