import type { HandlersOf } from '../../jobs/context.ts';
import { designTrial } from './design.ts';

export const designHandlers: HandlersOf<'evaluation.design'> = {
  'evaluation.design': async (input) => designTrial(input),
};
