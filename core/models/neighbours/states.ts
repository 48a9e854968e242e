/** The shapes that fitted estimators of this family have, besides trees and linear. */
export const neighboursStates = [] as const;
