import { describe, expect, it } from 'vitest';
import { nextStep, type WorkState } from '../../../../../renderer/views/home/next-step.ts';

const dataset = (name: string, createdAt: number) =>
  ({ name, latest: { createdAt } }) as WorkState['datasets'][number];
const finished = { status: 'finished' } as WorkState['runs'][number];
const model = (stage: string) => ({ versions: [{ stage }] }) as WorkState['models'][number];
const drift = (drifted: boolean) =>
  ({
    drifted,
    createdAt: 1,
    currentName: 'new@1',
    referenceName: 'old@1',
  }) as WorkState['drift'][number];
const report = {} as WorkState['reports'][number];

const state = (part: Partial<WorkState>): WorkState => ({
  datasets: [dataset('old', 1), dataset('new', 2)],
  runs: [],
  models: [],
  drift: [],
  reports: [],
  ...part,
});

describe('nextStep', () => {
  it('walks the journey in its order', () => {
    expect(nextStep(state({}))?.title).toBe('Train a first model on new');
    expect(nextStep(state({ runs: [finished] }))?.title).toBe('Register the best run');
    const registered = { runs: [finished], models: [model('Staging')] };
    expect(nextStep(state(registered))?.path).toBe('/registry');
    const live = { runs: [finished], models: [model('Production')] };
    expect(nextStep(state(live))?.path).toBe('/monitor');
    expect(nextStep(state({ ...live, drift: [drift(false)] }))?.path).toBe('/reports');
    expect(nextStep(state({ ...live, drift: [drift(false)], reports: [report] }))).toBeNull();
  });

  it('puts a drift verdict first', () => {
    const live = { runs: [finished], models: [model('Production')], reports: [report] };
    expect(nextStep(state({ ...live, drift: [drift(true)] }))?.title).toBe(
      'new@1 has drifted from old@1',
    );
  });

  it('does not take a failed run for a model', () => {
    const failed = { status: 'failed' } as WorkState['runs'][number];
    expect(nextStep(state({ runs: [failed] }))?.path).toBe('/train');
    expect(nextStep(state({ runs: [failed] }))?.action).toBe('Train');
  });
});
