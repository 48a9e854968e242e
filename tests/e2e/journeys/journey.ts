import type { Watch } from '../support/watch.ts';

export interface JourneyOptions {
  /** A browser saves downloads where the test can read them and lends its clipboard. */
  readonly browser: boolean;
  /** Prefix of the pictures. */
  readonly look: string;
  readonly watch: Watch;
}

/** Takes a picture of the window. */
export type Picture = (name: string) => Promise<void>;

/** Name under which the journey registers its two models. */
export const modelName = 'heart-model';
