import { quadraticKind } from './quadratic-state.ts';

/** The shapes that fitted estimators of this family have, besides trees and linear. */
export const linearFamilyStates = [quadraticKind] as const;
