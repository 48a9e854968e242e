import { perceptronKind } from './perceptron-state.ts';

/** The shapes that fitted estimators of this family have, besides trees and linear. */
export const neuralStates = [perceptronKind] as const;
