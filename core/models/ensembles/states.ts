/** The shapes that fitted estimators of this family have, besides trees and linear. */
export const ensemblesStates = [] as const;
