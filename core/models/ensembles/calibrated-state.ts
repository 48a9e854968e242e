import { z } from 'zod';
import { applyCalibration, type Calibration } from '../calibration/calibrate.ts';
import { double, float64, link } from '../states/array-schemas.ts';
import { defineStateKind, type StateBase } from '../states/state-kind.ts';
import { memberOutputs, withoutSpare } from './member-outputs.ts';
import { nestedState } from './nested-state.ts';

/** A classifier whose probabilities are corrected. */
export interface CalibratedState extends StateBase {
  readonly kind: 'calibrated';
  readonly link: 'probability';
  readonly outputs: number;
  readonly member: StateBase;
  readonly calibration: Calibration;
}

const scale = z.enum(['log_odds', 'probability']);

export const calibrationSchema = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('sigmoid'),
    scale,
    curves: z.array(z.object({ slope: double, offset: double })),
  }),
  z.object({
    method: z.literal('isotonic'),
    scale,
    curves: z.array(z.object({ x: float64, y: float64 })),
  }),
]);

export const calibratedKind = defineStateKind<CalibratedState>({
  kind: 'calibrated',
  schema: z.object({
    kind: z.literal('calibrated'),
    link: link.unwrap().extract(['probability']),
    outputs: z.number(),
    member: nestedState,
    calibration: calibrationSchema,
  }),
  outputs: ({ outputs }) => outputs,
  margins({ member, calibration }, x, { tick, nested }) {
    const said = memberOutputs(member, x, { task: 'classification', tick, margins: nested });
    return [...withoutSpare(applyCalibration(calibration, said))];
  },
});
