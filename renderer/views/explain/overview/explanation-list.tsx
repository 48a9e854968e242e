import type { OutputOf } from '../../../../core/contract/contract.ts';
import { EarlierList } from '../../../components/earlier-list.tsx';
import { absent, formatInteger } from '../../../components/format.ts';
import { methodTitles } from '../shap-words.ts';

type Entry = OutputOf<'explainability.list'>['explanations'][number];

const outputNames = { raw: 'Raw', probability: 'Probability' } as const;

/** Explanations made earlier. */
export function ExplanationList(props: {
  explanations: readonly Entry[];
  modelName: (modelId: string) => string;
  shown: string | null;
  onShow: (id: string) => void;
}) {
  return (
    <EarlierList
      title="Earlier explanations"
      entries={props.explanations}
      columns={[
        { title: 'Model', cell: (entry) => props.modelName(entry.modelId) },
        { title: 'Data', cell: (entry) => entry.versionName },
        { title: 'Class', cell: (entry) => entry.label ?? absent },
        {
          title: 'Method',
          cell: (entry) => (entry.method === null ? absent : methodTitles[entry.method]),
        },
        {
          title: 'Output',
          cell: (entry) => (entry.output === null ? absent : outputNames[entry.output]),
        },
        { title: 'Rows', number: true, cell: (entry) => formatInteger(entry.rows) },
      ]}
      nameOf={(entry) => `explanation of ${entry.versionName}`}
      shown={props.shown}
      onShow={props.onShow}
    />
  );
}
