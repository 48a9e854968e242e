import type { Warning } from '../contract/common.ts';
import { countOutputs } from './margins.ts';
import type { FittedState } from './states/state-kinds.ts';
import type { Tick } from '../base/tick.ts';

export interface EarlyEnd {
  /** For the fit: as the caller's, and remembers that it said yes. */
  readonly stopEarly: () => boolean;
  /** For the fit: as the caller's, and remembers how far it came before. */
  readonly tick: Tick;
  /** Says what was kept, if the fit was ended early. */
  warn(state: FittedState): Warning[];
}

function describeKept(state: FittedState, fraction: number): string {
  if (state.kind === 'trees') {
    const rounds = Math.round(state.trees.length / countOutputs(state));
    return `${rounds} ${rounds === 1 ? 'tree' : 'trees'}${countOutputs(state) > 1 ? ' a class' : ''}`;
  }
  return `what ${Math.round(100 * fraction)} % of the iterations had found`;
}

/** Watches a fit for the caller's wish to end it. */
export function watchEarlyEnd(stopEarly: () => boolean, tick: Tick): EarlyEnd {
  let stopped = false;
  let reached = 0;
  return {
    stopEarly: () => {
      stopped ||= stopEarly();
      return stopped;
    },
    tick: (fraction, message) => {
      if (!stopped) reached = fraction;
      tick(fraction, message);
    },
    warn: (state) => {
      if (!stopped) return [];
      const message = `The training was ended early: the model keeps ${describeKept(state, reached)}.`;
      return [{ kind: 'finished_early', message }];
    },
  };
}
