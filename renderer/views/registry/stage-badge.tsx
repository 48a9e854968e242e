import { Badge } from '@mantine/core';
import type { ModelVersion } from '../../../core/contract/registry.ts';

const colors = { None: 'gray', Staging: 'blue', Production: 'teal', Archived: 'gray' } as const;

/** A stage, told by its word first and its colour second. */
export function StageBadge({ stage }: { stage: ModelVersion['stage'] }) {
  if (stage === 'None') return <span className="assay-muted">no stage</span>;
  return (
    <Badge
      variant={stage === 'Archived' ? 'outline' : 'light'}
      color={colors[stage]}
      tt="none"
      radius="sm"
      miw="max-content"
    >
      {stage}
    </Badge>
  );
}
