import type { ModelVersion } from '../../../core/contract/registry.ts';
import { ToneBadge } from '../../components/tone-badge.tsx';

const tones = { Staging: 'accent', Production: 'good', Archived: 'quiet' } as const;

/** A stage, told by its word first and its colour second. */
export function StageBadge({ stage }: { stage: ModelVersion['stage'] }) {
  if (stage === 'None') return <span className="assay-muted">no stage</span>;
  return <ToneBadge tone={tones[stage]}>{stage}</ToneBadge>;
}
