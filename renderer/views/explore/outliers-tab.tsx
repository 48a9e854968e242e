import { Button, MultiSelect, NumberInput, SegmentedControl, VisuallyHidden } from '@mantine/core';
import { BookmarkPlus, CircleCheck, ScatterChart } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { cellText } from '../../charts/text.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import {
  formatCount,
  formatInteger,
  formatNumber,
  formatPercent,
} from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import controls from './controls.module.css';
import {
  outlierMethods,
  type OutlierMethod,
  useExploreState,
  useExploreTab,
} from './explore-state.ts';
import styles from './explore-view.module.css';
import { JobPanel } from './job-panel.tsx';
import tab from './outliers-tab.module.css';
import { RowsGrid } from './rows-grid.tsx';
import { isNumeric, type Scope, scopeInput } from './scope.ts';
import { SegmentDialog, type SegmentDraft } from './segment-dialog.tsx';
import { useAutoJob } from './use-auto-job.ts';

interface MethodWords {
  readonly label: string;
  readonly title: string;
  readonly score: string;
  readonly threshold: string;
  readonly step: number;
}

const methods: Readonly<Record<OutlierMethod, MethodWords>> = {
  isolation_forest: {
    label: 'Isolation forest',
    title: 'Rows that few random cuts set apart, all columns together',
    score: 'Score',
    threshold: 'Score from which a row stands out',
    step: 0.01,
  },
  iqr: {
    label: 'IQR',
    title: 'Values beyond the quartiles by a multiple of the interquartile range',
    score: 'IQRs beyond',
    threshold: 'Multiple of the interquartile range',
    step: 0.5,
  },
  zscore: {
    label: 'z-score',
    title: 'Values far from the mean, in standard deviations',
    score: '|z|',
    threshold: 'Standard deviations',
    step: 0.5,
  },
  mad: {
    label: 'MAD',
    title: 'Values far from the median, in scaled median absolute deviations',
    score: 'Modified z',
    threshold: 'Modified z',
    step: 0.5,
  },
};

const limit = 100;

/** The rows that stand out, with the reasons, and what to do with them. */
export function OutliersTab({ scope }: { readonly scope: Scope }) {
  const { outlierMethod: method, outlierColumns, choose } = useExploreState();
  const [thresholds, setThresholds] = useState<Partial<Record<OutlierMethod, number>>>({});
  const numeric = useMemo(
    () => scope.version.columns.filter((column) => isNumeric(column.type)).map(({ name }) => name),
    [scope.version],
  );
  const columns = (outlierColumns ?? []).filter((name) => numeric.includes(name));
  const threshold = thresholds[method];
  const words = methods[method];
  const job = useAutoJob(
    'eda.outliers',
    numeric.length === 0
      ? null
      : {
          ...scopeInput(scope),
          method,
          limit,
          ...(columns.length > 0 ? { columns } : {}),
          ...(threshold === undefined ? {} : { threshold }),
        },
  );
  if (numeric.length === 0)
    return (
      <EmptyState
        icon={<ScatterChart size={22} />}
        title="No numbers to look at"
        description="Outliers are looked for among columns of numbers, and this version has none."
      />
    );
  return (
    <div className={styles.content}>
      <div className={controls.bar}>
        <div className={controls.field}>
          <span className={controls.fieldLabel} aria-hidden="true">
            Method
          </span>
          <SegmentedControl
            aria-label="Method"
            data={outlierMethods.map((value) => ({ value, label: methods[value].label }))}
            value={method}
            onChange={(value) =>
              choose({ outlierMethod: outlierMethods.find((each) => each === value) ?? method })
            }
          />
        </div>
        <NumberInput
          className={controls.narrow ?? ''}
          label="Threshold"
          placeholder={job.output ? formatNumber(job.output.threshold, 3) : 'usual'}
          title={words.threshold}
          min={0}
          step={words.step}
          value={threshold ?? ''}
          onChange={(next) => {
            const { [method]: _, ...others } = thresholds;
            setThresholds(next === '' ? others : { ...others, [method]: Number(next) });
          }}
        />
        <MultiSelect
          className={controls.wide ?? ''}
          label="Columns"
          size="xs"
          data={numeric}
          value={columns}
          onChange={(next) => choose({ outlierColumns: next.length > 0 ? next : null })}
          placeholder={columns.length === 0 ? `all ${numeric.length} columns of numbers` : ''}
          searchable
          clearable
          hidePickedOptions
        />
      </div>
      <p className={tab.words}>{words.title}.</p>
      <JobPanel job={job}>
        {(output) =>
          output.rows.length === 0 ? (
            <EmptyState
              icon={<CircleCheck size={22} />}
              title="No row stands out"
              description={`None is beyond the threshold of ${formatNumber(output.threshold, 3)}.`}
            />
          ) : (
            <Found scope={scope} output={output} words={words} />
          )
        }
      </JobPanel>
    </div>
  );
}

type Output = OutputOf<'eda.outliers'>;

function Found(props: {
  readonly scope: Scope;
  readonly output: Output;
  readonly words: MethodWords;
}) {
  const { scope, output, words } = props;
  const [, show] = useExploreTab();
  const [draft, setDraft] = useState<SegmentDraft | null>(null);
  const choice = useMemo(() => ({ rows: output.rows.map((each) => each.row) }), [output]);
  const { rows } = choice;
  const all = scope.segment?.rows ?? scope.version.rows;
  const first = useMemo(() => frequentColumns(output), [output]);
  const listed = output.count > rows.length ? `the ${rows.length} most striking` : 'all of them';
  return (
    <>
      <StatRow>
        <Stat
          label="Rows that stand out"
          value={formatInteger(output.count)}
          hint={formatPercent(all > 0 ? output.count / all : 0)}
        />
        <Stat label="Threshold" value={formatNumber(output.threshold, 4)} hint={words.threshold} />
        <Stat
          label="Columns looked at"
          value={formatInteger(output.columns.length)}
          hint={output.columns.join(', ')}
        />
      </StatRow>
      <Section
        title="Most striking first"
        description={`${formatCount(rows.length, 'row')}: ${listed}`}
        actions={
          <Button
            variant="default"
            leftSection={<BookmarkPlus size={14} aria-hidden="true" />}
            onClick={() => setDraft({ kind: 'rows', rows })}
          >
            Save as segment
          </Button>
        }
        flush
      >
        <WideTable label="Rows that stand out" minWidth={560} maxHeight={380}>
          <thead>
            <tr>
              <th scope="col" className={tab.row}>
                Row
              </th>
              <th scope="col" className={tab.score}>
                {words.score}
              </th>
              <th scope="col" className={tab.because}>
                Because of
              </th>
              <th scope="col">
                <VisuallyHidden>Plot</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {output.rows.map((each) => (
              <tr key={each.row}>
                <td className={tab.row}>{formatInteger(each.row + 1)}</td>
                <td className={tab.score}>{formatNumber(each.score, 3)}</td>
                <td className={tab.because}>
                  {each.because.slice(0, 4).map((reason) => (
                    <span
                      key={reason.column}
                      className={tab.reason}
                      title={`score ${formatNumber(reason.score, 3)}`}
                    >
                      {reason.column} <b>{cellText(reason.value)}</b>
                    </span>
                  ))}
                </td>
                <td className={tab.action}>
                  {each.because[0] && (
                    <Button
                      variant="subtle"
                      size="compact-xs"
                      aria-label={`See plot of row ${each.row + 1}`}
                      onClick={() =>
                        show('relations', {
                          x: each.because[1]?.column ?? null,
                          y: each.because[0]!.column,
                        })
                      }
                    >
                      See plot
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      </Section>
      <RowsGrid scope={scope} choice={choice} first={first} by="standing out" />
      <SegmentDialog version={scope.version} draft={draft} onClose={() => setDraft(null)} />
    </>
  );
}

/** Columns by how many of the rows they make stand out. */
function frequentColumns({ rows }: Output): string[] {
  const counts = new Map<string, number>();
  for (const { because } of rows)
    for (const { column } of because.slice(0, 2)) counts.set(column, (counts.get(column) ?? 0) + 1);
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 4)
    .map(([name]) => name);
}
