import { Select } from '@mantine/core';
import { useMemo } from 'react';
import type { Explanation } from '../../../../core/contract/explainability.ts';
import { Chart } from '../../../charts/chart.tsx';
import { formatInteger } from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import { useFocus } from '../explain-state.ts';
import { groupBarSpec, rowGroups, usualGroupColumn } from './group-bar-spec.ts';

/** Whether the model looks at different columns in different groups of rows. */
export function GroupBars({ explanation, unit }: { explanation: Explanation; unit: string }) {
  const [focus, look] = useFocus(explanation.id);
  const { features, sample, rows } = explanation;
  const usual = useMemo(() => usualGroupColumn(explanation), [explanation]);
  const column = focus.groupBy !== null && features.includes(focus.groupBy) ? focus.groupBy : usual;
  const { groups, quarters } = useMemo(
    () => rowGroups(sample.data[features.indexOf(column)] ?? []),
    [column, features, sample],
  );
  const spec = useMemo(() => groupBarSpec(explanation, groups, unit), [explanation, groups, unit]);
  const drawn = sample.row.length;
  const of =
    drawn < rows
      ? `Of ${formatInteger(drawn)} of ${formatInteger(rows)} explained rows, drawn evenly. `
      : '';
  return (
    <Section
      title="What matters in which group"
      description={`${of}Rows by ${column}${quarters ? ', cut into four parts of about the same size' : ''}.`}
      actions={
        <Select
          label="Groups by"
          data={[...features]}
          value={column}
          searchable
          allowDeselect={false}
          w={200}
          onChange={(groupBy) => look({ groupBy })}
        />
      }
    >
      <Chart
        title={`Mean |SHAP value| by ${column}`}
        spec={spec}
        height={90 + spec.labels.length * (14 + groups.length * 11)}
      />
    </Section>
  );
}
