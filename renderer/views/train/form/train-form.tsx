import { memo } from 'react';
import type { Version } from '../../../../core/contract/data.ts';
import { useQuery } from '../../../client/use-query.ts';
import { SideForm } from '../../../components/side-form.tsx';
import { changedValues, formProblems, schemaFields } from '../../../forms/schema-fields.ts';
import { AlgorithmFields } from './algorithm-fields.tsx';
import { DataFields } from './data-fields.tsx';
import { KeepFields } from './keep-fields.tsx';
import { PredictionFields } from './prediction-fields.tsx';
import { PreparationFields } from './preparation-fields.tsx';
import { StartFoot } from './start-foot.tsx';
import { trainInput } from './train-draft.ts';
import { useTrainDraft } from './use-train-draft.ts';
import { ValidationFields } from './validation-fields.tsx';

export interface TrainFormProps {
  readonly version: Version;
  readonly onVersion: (id: string) => void;
  readonly running: boolean;
  readonly onStart: (input: NonNullable<ReturnType<typeof trainInput>>) => void;
}

/** Everything a run needs, in the order a person decides it. */
export const TrainForm = memo(function TrainForm({
  version,
  onVersion,
  running,
  onStart,
}: TrainFormProps) {
  const setup = useTrainDraft(version);
  const { draft, change, task, lacking } = setup;
  const { data: models = [] } = useQuery('models.list', {});
  const fields = schemaFields(models.find((model) => model.id === draft.algorithm)?.params);
  const values = draft.params[draft.algorithm] ?? {};
  const wrong = Object.keys(formProblems(fields, values)).length > 0;
  const problem = lacking ?? (wrong ? 'Some parameters are out of range' : null);
  const input = trainInput(draft, version.id, { params: changedValues(fields, values), task });
  const shared = { draft, change, disabled: running };
  return (
    <SideForm
      label="New run"
      onSubmit={() => {
        if (input && problem === null && !running) onStart(input);
      }}
      foot={<StartFoot title="Train" running={running} problem={problem} />}
    >
      <DataFields version={version} onVersion={onVersion} setup={setup} disabled={running} />
      <AlgorithmFields {...shared} task={task} />
      <PreparationFields {...shared} />
      <PredictionFields {...shared} task={task} />
      <ValidationFields {...shared} columns={version.columns} />
      <KeepFields version={version} setup={setup} disabled={running} />
    </SideForm>
  );
});
