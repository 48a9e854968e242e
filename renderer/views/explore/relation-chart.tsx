import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { VersionColumn } from '../../../core/contract/data.ts';
import type { Relation } from '../../../core/contract/eda-relations.ts';
import { Chart } from '../../charts/chart.tsx';
import type {
  BoxSpec,
  ChartBrush,
  ChartMarks,
  MosaicSpec,
  ScatterSpec,
} from '../../charts/spec.ts';
import { betweenTerm, type Term } from './filter-text.ts';
import { RelationFacts } from './relation-facts.tsx';
import styles from './relations-tab.module.css';
import { axisValues, groupNames, pointColumn, type Points } from './select-points.ts';
import type { PointSelection } from './use-point-selection.ts';

export interface RelationChartProps {
  readonly relation: Relation;
  readonly x: VersionColumn;
  readonly y: VersionColumn;
  readonly colour: string | null;
  readonly points: Points;
  readonly marks: ChartMarks;
  readonly onSelect: (selection: PointSelection) => void;
}

const height = 430;

/** Two columns against each other, as their types ask; a region or tile selects its rows. */
export function RelationChart(props: RelationChartProps) {
  const { relation } = props;
  switch (relation.kind) {
    case 'scatter':
      return <Scatter {...props} relation={relation} />;
    case 'box':
      return <Boxes {...props} relation={relation} />;
    case 'mosaic':
      return <Mosaic {...props} relation={relation} />;
    default:
      return relation satisfies never;
  }
}

type Of<K extends Relation['kind']> = RelationChartProps & {
  readonly relation: Extract<Relation, { kind: K }>;
};

const axisOf = (column: VersionColumn): 'date' | 'number' =>
  column.type === 'datetime' ? 'date' : 'number';

function Scatter({ relation, x, y, colour, points, marks, onSelect }: Of<'scatter'>) {
  const [drawn, setDrawn] = useState<'density' | 'points'>('density');
  const density = relation.density;
  const spec = useMemo<ScatterSpec | null>(() => {
    const xs = pointColumn(points, x.name);
    const ys = pointColumn(points, y.name);
    const groups = colour === null ? undefined : pointColumn(points, colour);
    if (!xs || !ys) return null;
    return {
      kind: 'scatter',
      x: axisValues(xs),
      y: axisValues(ys),
      xTitle: x.name,
      yTitle: y.name,
      xKind: axisOf(x),
      yKind: axisOf(y),
      names: points.row.map((row) => `Row ${row + 1}`),
      ...(groups ? { groups: groupNames(groups.values) } : {}),
      ...(density && drawn === 'density' && !groups ? { density } : {}),
    };
  }, [points, x, y, colour, density, drawn]);
  if (!spec) return null;
  const brushed = (brush: ChartBrush): void =>
    onSelect(
      brush.kind === 'lasso'
        ? {
            kind: 'lasso',
            lasso: { columns: [x.name, y.name], x: brush.x, y: brush.y },
            drawn: { chart: 'relation', brush },
          }
        : {
            kind: 'terms',
            terms: [
              betweenTerm(x, brush.x[0]!, brush.x[1]!),
              betweenTerm(y, brush.y[0]!, brush.y[1]!),
            ],
            drawn: { chart: 'relation', brush },
          },
    );
  return (
    <>
      <div className={styles.head}>
        <RelationFacts relation={relation} />
        {density && colour === null && (
          <SegmentedControl
            aria-label="Draw"
            data={[
              { value: 'density', label: 'Density of all rows' },
              { value: 'points', label: `${points.row.length.toLocaleString('en-US')} points` },
            ]}
            value={drawn}
            onChange={(value) => setDrawn(value === 'points' ? 'points' : 'density')}
          />
        )}
      </div>
      <Chart
        spec={spec}
        title={`${y.name} by ${x.name}`}
        height={height}
        marks={marks}
        onBrush={brushed}
      />
    </>
  );
}

/** Which column names the groups, and which is the quantity. */
function roles(x: VersionColumn, y: VersionColumn): { group: VersionColumn; value: VersionColumn } {
  const xIsQuantity = x.type === 'number' || x.type === 'integer' || x.type === 'datetime';
  return xIsQuantity ? { group: y, value: x } : { group: x, value: y };
}

function Boxes({ relation, x, y, points, marks, onSelect }: Of<'box'>) {
  const { group, value } = roles(x, y);
  const spec = useMemo<BoxSpec>(() => {
    const names = pointColumn(points, group.name);
    const values = pointColumn(points, value.name);
    const place = new Map(relation.groups.map(({ label }, i) => [label, i]));
    return {
      kind: 'box',
      groups: relation.groups,
      groupTitle: group.name,
      valueTitle: value.name,
      valueKind: axisOf(value),
      ...(names && values
        ? {
            points: {
              group: names.values.map((cell) =>
                cell === null ? null : (place.get(String(cell)) ?? null),
              ),
              value: axisValues(values),
            },
          }
        : {}),
    };
  }, [relation, points, group, value]);
  const brushed = (brush: ChartBrush): void => {
    const inside = relation.groups.filter((_, i) => isInside(i, brush.x));
    if (inside.length === 0) return;
    onSelect({
      kind: 'terms',
      terms: [
        ...(inside.length < relation.groups.length
          ? [{ kind: 'in' as const, column: group, values: inside.map(({ label }) => label) }]
          : []),
        betweenTerm(value, Math.min(...brush.y), Math.max(...brush.y)),
      ],
      drawn: brush.kind === 'box' ? { chart: 'relation', brush } : null,
    });
  };
  return (
    <>
      <RelationFacts relation={relation} />
      <Chart
        spec={spec}
        title={`${value.name} by ${group.name}`}
        height={height}
        marks={marks}
        onBrush={brushed}
      />
    </>
  );
}

/** Does a region reach the box at `place`, which is 0.6 wide? */
function isInside(place: number, x: readonly number[]): boolean {
  return Math.max(...x) >= place - 0.3 && Math.min(...x) <= place + 0.3;
}

const others = /^\d+ others$/;

/** The rows of a label: its value, or all but those that have a label of their own. */
function labelTerm(column: VersionColumn, labels: readonly string[], at: number): Term {
  const label = labels[at]!;
  const isRest = at === labels.length - 1 && others.test(label);
  return isRest
    ? { kind: 'in', column, values: labels.slice(0, -1), not: true }
    : { kind: 'in', column, values: [label] };
}

function Mosaic({ relation, x, y, points, marks, onSelect }: Of<'mosaic'>) {
  const { xLabels, yLabels, counts } = relation;
  const { selected } = marks;
  const spec = useMemo<MosaicSpec>(
    () => ({
      kind: 'mosaic',
      xLabels,
      yLabels,
      counts,
      xTitle: x.name,
      yTitle: y.name,
      ...(selected
        ? {
            selected: selectedShares(points, selected, [
              { name: x.name, labels: xLabels },
              { name: y.name, labels: yLabels },
            ]),
          }
        : {}),
    }),
    [xLabels, yLabels, counts, x, y, points, selected],
  );
  return (
    <>
      <RelationFacts relation={relation} />
      <Chart
        spec={spec}
        title={`${y.name} within ${x.name}`}
        height={height}
        onSelect={({ indices }) => {
          const at = indices[0] ?? 0;
          onSelect({
            kind: 'terms',
            terms: [
              labelTerm(x, xLabels, at % xLabels.length),
              labelTerm(y, yLabels, Math.floor(at / xLabels.length)),
            ],
            drawn: null,
          });
        }}
      />
    </>
  );
}

/** Share of the drawn rows of each tile that are selected, [y][x]. */
function selectedShares(
  points: Points,
  selected: readonly boolean[],
  [x, y]: readonly [
    { readonly name: string; readonly labels: readonly string[] },
    { readonly name: string; readonly labels: readonly string[] },
  ],
): number[][] {
  const xs = pointColumn(points, x.name)?.values ?? [];
  const ys = pointColumn(points, y.name)?.values ?? [];
  const all = y.labels.map(() => x.labels.map(() => 0));
  const hits = y.labels.map(() => x.labels.map(() => 0));
  const placeOf = (labels: readonly string[], cell: unknown): number => {
    const place = labels.indexOf(String(cell));
    return place < 0 && others.test(labels.at(-1) ?? '') ? labels.length - 1 : place;
  };
  points.row.forEach((_, i) => {
    if ((xs[i] ?? null) === null || (ys[i] ?? null) === null) return;
    const column = placeOf(x.labels, xs[i]);
    const row = placeOf(y.labels, ys[i]);
    if (column < 0 || row < 0) return;
    all[row]![column]!++;
    if (selected[i] === true) hits[row]![column]!++;
  });
  return all.map((row, j) => row.map((n, i) => (n > 0 ? hits[j]![i]! / n : 0)));
}
