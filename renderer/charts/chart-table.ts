import { rowRates } from './figures/confusion.ts';
import { meanAbsolute, shapOrder } from './figures/shap-order.ts';
import { waterfallBars } from './figures/waterfall.ts';
import type { ChartSpec, Value } from './spec.ts';
import { percent, shortNumber, signedNumber } from './text.ts';

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
        [spec.labelTitle ?? 'Name', ...spec.series.map((series) => series.name)],
        spec.labels.map((label, i) => [
          label,
          ...spec.series.map((series) => value(series.values[i] ?? null)),
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
      const x = writer(spec.xKind);
      const y = writer(spec.yKind);
      return table(
        ['Series', spec.xTitle, spec.yTitle],
        spec.series.flatMap((series) =>
          series.x.map((value, i) => [series.name, x(value), y(series.y[i] ?? null)]),
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
    case 'confusion': {
      const rates = rowRates(spec.matrix);
      return table(
        ['Actual', ...spec.labels.map((label) => `Predicted ${label}`)],
        spec.labels.map((label, r) => [
          label,
          ...(spec.matrix[r] ?? []).map((n, c) => `${shortNumber(n)} (${percent(rates[r]![c]!)})`),
        ]),
      );
    }
    case 'shap-bar': {
      const { shown, rest } = shapOrder(spec.meanAbs, spec.features.length);
      return table(
        ['Feature', `mean(|SHAP value|), ${spec.unit}`],
        [...shown, ...rest].map((f) => [spec.features[f]!, shortNumber(spec.meanAbs[f]!)]),
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
            signedNumber(bar.to - bar.from),
            shortNumber(bar.to),
          ]),
          ['Base value', '', shortNumber(spec.baseValue)],
        ],
      );
    default:
      return spec satisfies never;
  }
}
