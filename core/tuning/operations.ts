import { resolveVersion } from '../data/versions.ts';
import type { Handlers } from '../jobs/context.ts';
import { autoTune } from './auto/auto.ts';
import { runAblation } from './experiments/ablation.ts';
import { drawCurve } from './experiments/curve.ts';
import { measureSensitivity } from './experiments/sensitivity.ts';
import { listStudies } from './repository.ts';
import { showStudy } from './show-study.ts';
import { resolveStudy } from './study.ts';
import { chooseThreshold } from './threshold.ts';
import { tune } from './tune.ts';

export const tuningHandlers = {
  'tuning.run': tune,
  'tuning.auto': autoTune,
  'tuning.studies': async ({ version, limit }, { workspace }) => {
    const versionId = version === undefined ? null : resolveVersion(workspace, version).version.id;
    return { studies: listStudies(workspace.db, { versionId, limit }).map(({ study }) => study) };
  },
  'tuning.show': async ({ study }, context) => showStudy(context, resolveStudy(context, study)),
  'tuning.curve': drawCurve,
  'tuning.ablation': runAblation,
  'tuning.sensitivity': measureSensitivity,
  'tuning.threshold': chooseThreshold,
} satisfies Handlers<'tuning'>;
