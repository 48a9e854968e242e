import { treeMedianKind } from './tree-median.ts';

/** The shapes that fitted estimators of this family have, besides trees. */
export const treeFamilyStates = [treeMedianKind] as const;
