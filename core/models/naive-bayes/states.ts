/** The shapes that fitted estimators of this family have, besides trees and linear. */
export const naiveBayesStates = [] as const;
