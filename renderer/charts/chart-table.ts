import { cellShares } from './figures/confusion.ts';
import { decisionPaths } from './figures/decision.ts';
import { forceParts } from './figures/force.ts';
import { withError } from './figures/shap-bar.ts';
import { meanAbsolute, shapOrder } from './figures/shap-order.ts';
import { shapRows } from './figures/shap-rows.ts';
import { treeRules } from './figures/tree-rules.ts';
import { waterfallBars } from './figures/waterfall.ts';
import { pearson } from './figures/pearson.ts';
import { axisText } from './figures/trial-axis.ts';
import type { ChartSpec, Value } from './spec.ts';
import { cellText, percent, shortNumber, signedNumber } from './text.ts';

/** A chart's numbers as rows of text, for readers who do not see it. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows there would be without the limit. */
  readonly total: number;
}

const rowLimit = 500;

function table(columns: readonly string[], rows: readonly (readonly string[])[]): ChartTable {
  return { columns, rows: rows.slice(0, rowLimit), total: rows.length };
}

function writer(kind: string | undefined): (value: Value) => string {
  return (value) => {
    if (value === null) return '–';
    if (kind === 'percent') return percent(value);
    if (kind === 'date') return new Date(value).toISOString().slice(0, 19).replace('T', ' ');
    return shortNumber(value);
  };
}

/** The numbers of a chart as a table, at most 500 rows. */
export function chartTable(spec: ChartSpec): ChartTable {
  switch (spec.kind) {
    case 'histogram': {
      const edge = writer(spec.xKind);
      const count = writer(spec.yKind);
      const name = spec.name ?? spec.yTitle ?? 'Rows';
      return table(
        ['From', 'To', name, ...(spec.overlay ? [spec.overlay.name] : [])],
        spec.counts.map((value, i) => [
          edge(spec.edges[i] ?? null),
          edge(spec.edges[i + 1] ?? null),
          count(value),
          ...(spec.overlay ? [count(spec.overlay.counts[i] ?? null)] : []),
        ]),
      );
    }
    case 'bar': {
      const value = writer(spec.valueKind);
      return table(
        [
          spec.labelTitle ?? 'Name',
          ...spec.series.flatMap(({ name, low }) => (low ? [name, 'From', 'To'] : [name])),
          ...(spec.notes ? [''] : []),
        ],
        spec.labels.map((label, i) => [
          label,
          ...spec.series.flatMap(({ values, low, high }) =>
            low
              ? [values, low, high ?? []].map((each) => value(each[i] ?? null))
              : [value(values[i] ?? null)],
          ),
          ...(spec.notes ? [spec.notes[i] ?? ''] : []),
        ]),
      );
    }
    case 'heatmap': {
      const value = writer(spec.valueKind);
      return table(
        [spec.rowTitle ?? '', ...spec.columns],
        spec.rows.map((row, r) => [row, ...(spec.matrix[r] ?? []).map(value)]),
      );
    }
    case 'line': {
      const number = writer(spec.xKind);
      const x = (value: Value): string =>
        spec.xLabels && value !== null ? (spec.xLabels[value] ?? '–') : number(value);
      const y = writer(spec.yKind);
      const banded = spec.series.some(({ band }) => band);
      return table(
        ['Series', spec.xTitle, spec.yTitle, ...(banded ? ['From', 'To'] : [])],
        spec.series.flatMap(({ name, x: places, y: values, band }) =>
          places.map((value, i) => [
            name,
            x(value),
            y(values[i] ?? null),
            ...(banded ? [y(band?.low[i] ?? null), y(band?.high[i] ?? null)] : []),
          ]),
        ),
      );
    }
    case 'scatter': {
      const x = writer(spec.xKind);
      const y = writer(spec.yKind);
      return table(
        ['Point', spec.xTitle, spec.yTitle, ...(spec.groups ? ['Group'] : [])],
        spec.x
          .slice(0, rowLimit)
          .map((value, i) => [
            spec.names?.[i] ?? `Row ${i}`,
            x(value),
            y(spec.y[i] ?? null),
            ...(spec.groups ? [spec.groups[i] ?? ''] : []),
          ]),
      );
    }
    case 'box': {
      const value = writer(spec.valueKind);
      return table(
        [spec.groupTitle, 'Rows', 'Mean', 'Low', '25 %', 'Median', '75 %', 'High'],
        spec.groups.map((group) => [
          group.label,
          shortNumber(group.count),
          ...[group.mean, group.low, group.q1, group.median, group.q3, group.high].map(value),
        ]),
      );
    }
    case 'mosaic':
      return table(
        [`${spec.yTitle} by ${spec.xTitle}`, ...spec.xLabels],
        spec.yLabels.map((label, y) => [label, ...spec.counts[y]!.map(shortNumber)]),
      );
    case 'pairs':
      return table(
        ['Pearson r', ...spec.columns.map((column) => column.name)],
        spec.columns.map((row) => [
          row.name,
          ...spec.columns.map((column) => writer('number')(pearson(column.values, row.values))),
        ]),
      );
    case 'panels': {
      const x = writer(spec.xKind);
      return table(
        [spec.xTitle, ...spec.panels.map((panel) => panel.title)],
        spec.x.map((at, i) => [
          x(at),
          ...spec.panels.map((panel) => writer('number')(panel.values[i] ?? null)),
        ]),
      );
    }
    case 'correlogram':
      return table(
        ['Lag', spec.valueTitle, 'Outside the band'],
        spec.values.map((value, i) => [
          String(i + 1),
          shortNumber(value),
          Math.abs(value) > spec.confidence ? 'yes' : 'no',
        ]),
      );
    case 'dendrogram': {
      const name = (node: number): string => spec.labels[node] ?? `Cluster ${node + 1}`;
      return table(
        ['Cluster', 'Joins', 'And', spec.valueTitle, 'Leaves'],
        spec.linkage.map(([left, right, distance, leaves], i) => [
          name(spec.labels.length + i),
          name(left!),
          name(right!),
          shortNumber(distance!),
          shortNumber(leaves!),
        ]),
      );
    }
    case 'confusion': {
      const rates = cellShares(spec);
      return table(
        ['Actual', ...spec.labels.map((label) => `Predicted ${label}`)],
        spec.labels.map((label, r) => [
          label,
          ...(spec.matrix[r] ?? []).map((n, c) => `${shortNumber(n)} (${percent(rates[r]![c]!)})`),
        ]),
      );
    }
    case 'tree': {
      const total = spec.nodes[0]?.rows ?? 0;
      return table(
        ['Rule', spec.valueTitle, 'Rows', 'Share'],
        treeRules(spec).map(({ text, depth, node }) => [
          `${'\u2003'.repeat(depth)}${text}`,
          writer(spec.valueKind)(node.value),
          shortNumber(node.rows),
          percent(total > 0 ? node.rows / total : 0),
        ]),
      );
    }
    case 'trials':
      return table(
        ['Trial', spec.xAxis.title, spec.yTitle, ...(spec.groups ? ['Group'] : [])],
        spec.names.map((name, i) => [
          name,
          axisText(spec.xAxis, spec.x[i] ?? null),
          writer('number')(spec.y[i] ?? null),
          ...(spec.groups ? [spec.groups[i] ?? ''] : []),
        ]),
      );
    case 'parallel':
      return table(
        ['Trial', ...spec.axes.map((each) => each.title), spec.score.title],
        spec.names.map((name, i) => [
          name,
          ...spec.axes.map((each) => axisText(each, each.values[i] ?? null)),
          shortNumber(spec.score.values[i]!),
        ]),
      );
    case 'contour':
      return table(
        ['Trial', spec.xAxis.title, spec.yAxis.title, spec.valueTitle],
        spec.points.names.map((name, i) => [
          name,
          axisText(spec.xAxis, spec.points.x[i] ?? null),
          axisText(spec.yAxis, spec.points.y[i] ?? null),
          shortNumber(spec.points.values[i]!),
        ]),
      );
    case 'shap-bar': {
      const { shown, rest } = shapOrder(spec.meanAbs, spec.features.length);
      return table(
        ['Feature', `mean(|SHAP value|), ${spec.unit}`],
        [...shown, ...rest].map((f) => [
          spec.features[f]!,
          withError(shortNumber(spec.meanAbs[f]!), spec.standardErrors?.[f] ?? null),
        ]),
      );
    }
    case 'beeswarm': {
      const importance = spec.values.map(meanAbsolute);
      const { shown } = shapOrder(importance, spec.features.length);
      return table(
        ['Feature', 'mean(|SHAP value|)', 'Lowest', 'Highest'],
        shown.map((f) => [
          spec.features[f]!,
          shortNumber(importance[f]!),
          signedNumber(spec.values[f]!.reduce((a, b) => Math.min(a, b), Infinity)),
          signedNumber(spec.values[f]!.reduce((a, b) => Math.max(a, b), -Infinity)),
        ]),
      );
    }
    case 'waterfall':
      return table(
        ['Feature', 'Contribution', 'Output so far'],
        [
          ...waterfallBars({ ...spec, maxDisplay: spec.contributions.length }).map((bar) => [
            bar.name,
            withError(signedNumber(bar.to - bar.from), bar.error),
            shortNumber(bar.to),
          ]),
          ['Base value', '', shortNumber(spec.baseValue)],
        ],
      );
    case 'dependence':
      return table(
        [
          'Row',
          spec.feature,
          `SHAP value, ${spec.unit}`,
          ...(spec.colour ? [spec.colour.feature] : []),
        ],
        spec.shap.map((value, i) => [
          shortNumber(spec.rows[i] ?? i),
          cellText(spec.x[i] ?? null),
          signedNumber(value),
          ...(spec.colour ? [cellText(spec.colour.cells[i] ?? null)] : []),
        ]),
      );
    case 'partial': {
      const y = writer(spec.yKind);
      return table(
        [spec.feature, spec.yTitle, 'From', 'To'],
        spec.x.map((at, i) => [
          spec.labels?.[i] ?? shortNumber(at),
          y(spec.mean[i] ?? null),
          y(spec.low[i] ?? null),
          y(spec.high[i] ?? null),
        ]),
      );
    }
    case 'force':
      return table(
        ['Feature', 'Contribution'],
        forceParts(spec).map((part) => [part.name, signedNumber(part.contribution)]),
      );
    case 'decision': {
      const { names, paths } = decisionPaths(spec);
      return table(
        ['Feature', ...spec.rows.map((row) => row.name)],
        names
          .map((name, i) => [name, ...paths.map((path) => shortNumber(path[i + 1]!))])
          .toReversed()
          .concat([['Base value', ...spec.rows.map(() => shortNumber(spec.baseValue))]]),
      );
    }
    case 'shap-heatmap':
    case 'stacked-force': {
      const shown = shapRows(spec);
      return table(
        ['Row', 'Output', ...shown.map((row) => row.name)],
        spec.order.map((r, i) => [
          shortNumber(spec.rows[r] ?? r),
          shortNumber(spec.outputs[r]!),
          ...shown.map((row) => signedNumber(row.values[i]!)),
        ]),
      );
    }
    default:
      return spec satisfies never;
  }
}
