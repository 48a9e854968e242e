import { kernelMachinesKind } from './kernel-machines-state.ts';

/** The shapes that fitted estimators of this family have, besides trees and linear. */
export const svmStates = [kernelMachinesKind] as const;
