import { neighboursKind } from './neighbours-state.ts';

/** The shapes that fitted estimators of this family have, besides trees and linear. */
export const neighboursStates = [neighboursKind] as const;
