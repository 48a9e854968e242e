import { Button, Collapse, Select } from '@mantine/core';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { Task } from '../../../core/contract/common.ts';
import { useQuery } from '../../client/use-query.ts';
import { schemaFields } from '../../forms/schema-fields.ts';
import { SchemaForm } from '../../forms/schema-form.tsx';
import { FormGroup } from '../../components/form-group.tsx';
import type { TrainDraft } from './train-draft.ts';

const automatic =
  'Compares all algorithms by cross-validation on the training rows, and keeps the best.';

/** Which algorithm, with its parameters. */
export function AlgorithmFields(props: {
  draft: TrainDraft;
  change: (part: Partial<TrainDraft>) => void;
  disabled: boolean;
  /** What the target asks for; null while that is not known. */
  task: Task | null;
}) {
  const { draft, change, disabled, task } = props;
  const [open, setOpen] = useState(true);
  const { data: models = [] } = useQuery('models.list', {});
  const offered = models.filter((model) => task === null || model.task.includes(task));
  const chosen = models.find((model) => model.id === draft.algorithm);
  const fields = schemaFields(chosen?.params);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <FormGroup title="Algorithm">
      <Select
        aria-label="Algorithm"
        data={[
          { value: 'auto', label: 'Automatic' },
          ...offered.map((model) => ({ value: model.id, label: model.title })),
        ]}
        value={draft.algorithm}
        allowDeselect={false}
        searchable
        disabled={disabled}
        description={chosen?.summary ?? automatic}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        onChange={(algorithm) => algorithm !== null && change({ algorithm })}
      />
      {chosen && fields.length > 0 && (
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
              values={draft.params[chosen.id] ?? {}}
              disabled={disabled}
              onChange={(values) => change({ params: { ...draft.params, [chosen.id]: values } })}
            />
          </Collapse>
        </div>
      )}
    </FormGroup>
  );
}
