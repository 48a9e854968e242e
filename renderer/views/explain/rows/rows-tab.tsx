import { Button, Group } from '@mantine/core';
import { SlidersHorizontal } from 'lucide-react';
import { useMemo } from 'react';
import type { Explanation } from '../../../../core/contract/explainability.ts';
import { Chart } from '../../../charts/chart.tsx';
import { formatCount } from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import { BrushedRows } from '../brushed-rows.tsx';
import { decisionSpec, forceSpec, rowName, rowSpec } from '../explanation-specs.ts';
import { OtherWays } from './other-ways.tsx';
import { useFocus } from '../explain-state.ts';
import { RowPicker } from './row-picker.tsx';
import { RowTable } from './row-table.tsx';
import { useBrushSelection } from '../use-brush-selection.ts';
import styles from '../explain.module.css';

/** Why single rows came out as they did. */
export function RowsTab(props: {
  explanation: Explanation;
  unit: string;
  target: string;
  onWhatIf: (row: number) => void;
}) {
  const { explanation, unit, target, onWhatIf } = props;
  const [focus, look] = useFocus(explanation.id);
  const { sample, features } = explanation;
  const wanted = Math.min(focus.index, sample.row.length - 1);
  const selection = useBrushSelection(explanation, focus.drawn);
  const all = useMemo(() => sample.row.map((_, i) => i), [sample]);
  const shown = selection.selected ? selection.indices : all;
  const index = selection.selected?.[wanted] === false ? (shown[0] ?? wanted) : wanted;
  const waterfall = useMemo(() => rowSpec(explanation, index, unit), [explanation, index, unit]);
  const force = useMemo(() => forceSpec(explanation, index, unit), [explanation, index, unit]);
  const decision = useMemo(
    () =>
      decisionSpec(explanation, [index, ...focus.compared.filter((each) => each !== index)], unit),
    [explanation, index, focus.compared, unit],
  );
  const row = sample.row[index] ?? 0;
  const pick = (next: number): void => look({ index: next });
  const bars = Math.min(10, features.length);
  return (
    <>
      <div className={styles.rows}>
        <Section
          title="Rows"
          description={
            selection.selected
              ? `${formatCount(shown.length, 'row')} selected ${selection.words}`
              : `${formatCount(shown.length, 'row')}; tick some to compare them`
          }
          flush
        >
          <RowTable
            explanation={explanation}
            shown={shown}
            index={index}
            compared={focus.compared}
            onPick={pick}
            onCompare={(compared) => look({ compared })}
            height={110 + bars * 31 + 218}
          />
        </Section>
        <Section
          title={`Why ${rowName(row)} came out as it did`}
          description="Red pushes the output up, blue pushes it down"
          actions={
            <Group gap={8} wrap="nowrap">
              <RowPicker
                rows={shown.map((i) => sample.row[i]!)}
                index={Math.max(0, shown.indexOf(index))}
                onPick={(place) => pick(shown[place] ?? index)}
              />
              <Button
                leftSection={<SlidersHorizontal size={14} aria-hidden />}
                onClick={() => onWhatIf(row)}
              >
                What if
              </Button>
            </Group>
          }
        >
          <Chart title={rowName(row)} spec={waterfall} height={110 + bars * 31} />
          <Chart title="Forces" spec={force} height={190} />
        </Section>
      </div>
      <OtherWays explanation={explanation} index={index} target={target} />
      <Section
        title="Ways to the output"
        description={
          focus.compared.length === 0
            ? 'From the base value at the bottom, the most important columns last. Tick rows in the table to compare.'
            : 'From the base value at the bottom, the most important columns last'
        }
        actions={
          focus.compared.length > 0 && (
            <Button variant="subtle" onClick={() => look({ compared: [] })}>
              Clear {formatCount(focus.compared.length, 'compared row')}
            </Button>
          )
        }
      >
        <Chart
          title="Decision plot"
          spec={decision}
          height={90 + Math.min(14, features.length) * 24}
        />
      </Section>
      <BrushedRows
        explanation={explanation}
        selection={selection}
        onClear={() => look({ drawn: null })}
      />
    </>
  );
}
