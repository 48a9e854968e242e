import { ActionIcon } from '@mantine/core';
import { ArrowLeftRight, ScatterChart } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { VersionColumn } from '../../../core/contract/data.ts';
import type { ChartBrush, ChartMarks } from '../../charts/spec.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Section } from '../../components/section.tsx';
import { useEscape } from '../../components/use-escape.ts';
import { ColumnSelect } from './column-select.tsx';
import { ConditionField, useConditionText } from './condition-field.tsx';
import controls from './controls.module.css';
import { defaultPair, defaultPairColumns } from './default-columns.ts';
import { useExploreState } from './explore-state.ts';
import styles from './explore-view.module.css';
import { quoteName } from './filter-text.ts';
import { LinkedDistribution } from './linked-distribution.tsx';
import { PairPlot } from './pair-plot.tsx';
import { RelationChart } from './relation-chart.tsx';
import tab from './relations-tab.module.css';
import { RowsGrid } from './rows-grid.tsx';
import { findColumn, isNumeric, isQuantity, type Scope, scopeInput } from './scope.ts';
import { SegmentDialog, type SegmentDraft } from './segment-dialog.tsx';
import { SelectionBar } from './selection-bar.tsx';
import {
  type PointSelection,
  type SelectedPoints,
  useSelectedPoints,
} from './use-point-selection.ts';
import { useSegmentDraft } from './use-segment-draft.ts';

const mostPoints = 5000;

/** Two columns against each other, their neighbours, and the rows that a region of them selects. */
export function RelationsTab({ scope }: { readonly scope: Scope }) {
  const { columns } = scope.version;
  const chosen = useExploreState();
  const fallback = useMemo(() => defaultPair(columns), [columns]);
  const y = findColumn(scope.version, chosen.y) ?? fallback?.y;
  let x = findColumn(scope.version, chosen.x) ?? fallback?.x;
  if (x && x === y)
    x = [fallback?.x, fallback?.y, ...columns].find((column) => column && column !== y);
  if (!x || !y)
    return (
      <EmptyState
        icon={<ScatterChart size={22} />}
        title="Nothing to relate"
        description="This version has fewer than two columns."
      />
    );
  return <Related scope={scope} x={x} y={y} />;
}

interface RelatedProps {
  readonly scope: Scope;
  readonly x: VersionColumn;
  readonly y: VersionColumn;
}

function Related({ scope, x, y }: RelatedProps) {
  const { version } = scope;
  const { choose, colour: wantedColour, pairs: wantedPairs } = useExploreState();
  const colour = findColumn(version, wantedColour)?.name ?? null;
  const quantities = useMemo(
    () => version.columns.filter((column) => isQuantity(column.type)),
    [version],
  );
  const pairs = useMemo(() => {
    if (wantedPairs === null) return defaultPairColumns(quantities, [x, y]);
    return wantedPairs.flatMap((name) => quantities.find((column) => column.name === name) ?? []);
  }, [wantedPairs, quantities, x, y]);
  const names = [
    ...new Set([x.name, y.name, ...(colour ? [colour] : []), ...pairs.map((p) => p.name)]),
  ];
  const relation = useQuery(
    'eda.relation',
    { ...scopeInput(scope), x: x.name, y: y.name },
    { keepPrevious: false },
  );
  const { data: points, error } = useQuery(
    'eda.points',
    { ...scopeInput(scope), columns: names, limit: mostPoints },
    { keepPrevious: true },
  );
  const [selection, setSelection] = useState<PointSelection | null>(null);
  const selected = useSelectedPoints(scope, points, selection);
  // What is selected has a bar that listens; a condition that failed has none.
  useEscape(selected.error !== null, () => setSelection(null));
  const drawn = selection && 'drawn' in selection ? selection.drawn : null;
  const relationMarks = useMarks(selected, drawn?.chart === 'relation' ? drawn.brush : null);
  const pairMarks = useMarks(selected, drawn?.chart === 'pairs' ? drawn.brush : null);
  const change = (part: Parameters<typeof choose>[0]): void => {
    setSelection(null);
    choose(part);
  };
  const has = (name: string): boolean => points?.columns.some((c) => c.name === name) === true;
  const ready = points && relation.data && has(x.name) && has(y.name);
  const failure = relation.error ?? error;
  return (
    <div className={styles.content}>
      <div className={controls.bar}>
        <ColumnSelect
          label="Across (x)"
          columns={version.columns}
          value={x.name}
          onChange={(name) =>
            change(name === y.name ? { x: y.name, y: x.name } : { x: name, y: y.name })
          }
        />
        <ActionIcon
          className={controls.swap ?? ''}
          variant="default"
          size={30}
          aria-label="Swap x and y"
          title="Swap x and y"
          onClick={() => change({ x: y.name, y: x.name })}
        >
          <ArrowLeftRight size={14} aria-hidden="true" />
        </ActionIcon>
        <ColumnSelect
          label="Up (y)"
          columns={version.columns}
          value={y.name}
          onChange={(name) =>
            change(name === x.name ? { x: y.name, y: x.name } : { y: name, x: x.name })
          }
        />
        <ColumnSelect
          label="Colour"
          columns={version.columns.filter((column) => !isQuantity(column.type) || isFew(column))}
          value={colour}
          none="none"
          onChange={(name) => choose({ colour: name })}
        />
        <ConditionForm
          version={version}
          selected={selected}
          selection={selection}
          onSelect={setSelection}
        />
      </div>
      {failure && <FailureNotice failure={failure} />}
      {ready && (
        <>
          <div className={tab.split}>
            <Section>
              <div className={tab.chart}>
                <RelationChart
                  key={`${x.name} ${y.name}`}
                  relation={relation.data!}
                  x={x}
                  y={y}
                  colour={colour}
                  points={points}
                  marks={relationMarks}
                  onSelect={setSelection}
                />
              </div>
            </Section>
            <Section>
              <LinkedDistribution points={points} column={x.name} selected={selected.selected} />
              <LinkedDistribution points={points} column={y.name} selected={selected.selected} />
            </Section>
          </div>
          <PairPlot
            points={points}
            candidates={quantities}
            columns={pairs}
            colour={colour}
            marks={pairMarks}
            onColumns={(next) => choose({ pairs: next })}
            onSelect={setSelection}
          />
        </>
      )}
      {selection && (
        <Chosen
          scope={scope}
          selection={selection}
          selected={selected}
          first={[x.name, y.name]}
          drawnRows={points?.row.length ?? 0}
          onClear={() => setSelection(null)}
        />
      )}
    </div>
  );
}

function useMarks({ selected }: SelectedPoints, brush: ChartBrush | null): ChartMarks {
  return useMemo(() => ({ selected, brush }), [selected, brush]);
}

/** Integers often number a few classes: allowed as a colour, where more than eight share the last. */
const isFew = (column: VersionColumn): boolean => column.type === 'integer';

/** Selects rows by a condition in words. */
function ConditionForm(props: {
  readonly version: Scope['version'];
  readonly selected: SelectedPoints;
  readonly selection: PointSelection | null;
  readonly onSelect: (selection: PointSelection | null) => void;
}) {
  const { version, selected, selection, onSelect } = props;
  const shown = selected.filter ?? '';
  const [text, type] = useConditionText(shown);
  const numeric = version.columns.find((column) => isNumeric(column.type));
  const wrong = selection?.kind === 'words' ? selected.error : null;
  return (
    <form
      className={controls.wide}
      onSubmit={(event) => {
        event.preventDefault();
        onSelect(text.trim() === '' ? null : { kind: 'words', filter: text.trim() });
      }}
    >
      <ConditionField
        text={text}
        onType={type}
        placeholder={numeric ? `${quoteName(numeric.name)} > 1` : 'not name is missing'}
        error={wrong}
      />
    </form>
  );
}

function Chosen(props: {
  readonly scope: Scope;
  readonly selection: PointSelection;
  readonly selected: SelectedPoints;
  readonly first: readonly string[];
  readonly drawnRows: number;
  readonly onClear: () => void;
}) {
  const { scope, selection, selected, first, drawnRows, onClear } = props;
  const [draft, setDraft] = useState<SegmentDraft | null>(null);
  const prepare = useSegmentDraft(scope);
  const { filter, rows, count } = selected;
  const lassoed = selection.kind === 'lasso';
  const total = lassoed ? drawnRows : (scope.segment?.rows ?? scope.version.rows);
  const words = lassoed
    ? `inside the outline over ${selection.lasso.columns.join(' and ')}${drawnRows < (scope.segment?.rows ?? scope.version.rows) ? `, of the ${drawnRows.toLocaleString('en-US')} rows drawn` : ''}`
    : (filter ?? '');
  const choice = useMemo(() => (filter === null ? { rows } : { filter }), [filter, rows]);
  if (selected.error) return null;
  return (
    <>
      <RowsGrid
        scope={scope}
        choice={choice}
        first={first}
        by={lassoed ? `selected ${words}` : `where ${words}`}
      />
      <SelectionBar
        count={count}
        total={total}
        words={words}
        onClear={onClear}
        onSave={() => void prepare(choice).then(setDraft)}
      />
      <SegmentDialog version={scope.version} draft={draft} onClose={() => setDraft(null)} />
    </>
  );
}
