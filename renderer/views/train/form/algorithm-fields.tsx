import { Button, Collapse } from '@mantine/core';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { Task } from '../../../../core/contract/common.ts';
import { useQuery } from '../../../client/use-query.ts';
import { FormGroup } from '../../../components/form-group.tsx';
import { schemaFields } from '../../../forms/schema-fields.ts';
import { SchemaForm } from '../../../forms/schema-form.tsx';
import { AlgorithmSelect } from './algorithm-select.tsx';
import type { TrainDraft } from './train-draft.ts';

const automatic = {
  summary:
    'Compares a few that suit the data by cross-validation on the training rows, and keeps the best.',
};

/** The parameters of an algorithm, folded away on request. */
export function AlgorithmParameters(props: {
  algorithm: string;
  draft: TrainDraft;
  change: (part: Partial<TrainDraft>) => void;
  disabled: boolean;
  /** Default: open. */
  folded?: boolean;
}) {
  const { algorithm, draft, change, disabled } = props;
  const [open, setOpen] = useState(props.folded !== true);
  const { data: models = [] } = useQuery('models.list', {});
  const fields = schemaFields(models.find(({ id }) => id === algorithm)?.params);
  const Chevron = open ? ChevronDown : ChevronRight;
  if (fields.length === 0) return null;
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        ml={-8}
        leftSection={<Chevron size={14} aria-hidden />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        Parameters
      </Button>
      <Collapse expanded={open} pt={8}>
        <SchemaForm
          fields={fields}
          values={draft.params[algorithm] ?? {}}
          disabled={disabled}
          onChange={(values) => change({ params: { ...draft.params, [algorithm]: values } })}
        />
      </Collapse>
    </div>
  );
}

/** Which algorithm, with its parameters. */
export function AlgorithmFields(props: {
  draft: TrainDraft;
  change: (part: Partial<TrainDraft>) => void;
  disabled: boolean;
  /** What the target asks for; null while that is not known. */
  task: Task | null;
}) {
  const { draft, change, disabled, task } = props;
  return (
    <FormGroup title="Algorithm">
      <AlgorithmSelect
        value={draft.algorithm}
        task={task}
        disabled={disabled}
        automatic={automatic}
        onChange={(algorithm) => change({ algorithm })}
      />
      <AlgorithmParameters
        key={draft.algorithm}
        algorithm={draft.algorithm}
        draft={draft}
        change={change}
        disabled={disabled}
      />
    </FormGroup>
  );
}
