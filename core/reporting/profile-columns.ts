import { html } from 'hono/html';
import type { Profile, ProfileColumn } from '../contract/eda.ts';
import {
  formatDuration,
  formatInteger,
  formatMoment,
  formatNumber,
  formatPercent,
} from './format.ts';
import { facts, searchField, section, sortableHeads } from './page.ts';
import { joinMarkup, type Markup, shorten } from './svg/frame.ts';
import { categoryChart, histogramChart } from './svg/histogram-chart.ts';
import { px } from './svg/scale.ts';

/** Anchor of a column's details. */
export function columnAnchor(index: number): string {
  return `column-${index}`;
}

const [sparkWidth, sparkHeight] = [120, 28];

/** The histogram, or the commonest values, small enough for a table cell. */
function spark(column: ProfileColumn): Markup {
  const heights = column.histogram?.counts ?? column.top.map(({ count }) => count);
  const highest = Math.max(1, ...heights);
  const step = sparkWidth / Math.max(1, heights.length);
  const bars = heights.map((count, i) => {
    const height = (count / highest) * (sparkHeight - 2);
    return html`<rect class="bar a" x="${px(i * step)}" y="${px(sparkHeight - 1 - height)}" width="${px(Math.max(0.8, step - 0.8))}" height="${px(height)}"/>`;
  });
  return joinMarkup([
    html`<svg class="spark" viewBox="0 0 ${sparkWidth} ${sparkHeight}" aria-hidden="true">${joinMarkup(bars)}</svg>`,
  ]);
}

const heads = [
  ['Column', ''],
  ['Type', ''],
  ['Missing', 'n'],
  ['Distinct', 'n'],
  ['Mean or commonest', 'n'],
  ['Spread', 'n'],
  ['Smallest', 'n'],
  ['Largest', 'n'],
] as const;

function valueOf(column: ProfileColumn, value: number | null): string {
  if (value === null) return '–';
  return column.type === 'datetime' ? dateText(value) : formatNumber(value);
}

function dateText(time: number): string {
  return Math.abs(time) <= 8.64e15 ? formatMoment(time).replace(' 00:00 UTC', '') : '–';
}

function tableRow(column: ProfileColumn, index: number, rows: number): Markup {
  const isNumber = column.extremes !== null;
  const typical = isNumber
    ? valueOf(column, column.mean)
    : shorten(column.top[0]?.value ?? '–', 24);
  const spread = column.type === 'datetime' ? spanText(column.std) : formatNumber(column.std);
  const missing = rows === 0 ? 0 : column.missing / rows;
  return joinMarkup([
    html`<tr data-in="columns" data-text="${column.name}"><td class="name"><a href="#${columnAnchor(index)}">${column.name}</a></td><td>${column.type}</td><td class="n" data-value="${missing}">${column.missing === 0 ? 'none' : formatPercent(missing)}</td><td class="n" data-value="${column.distinct}">${formatInteger(column.distinct)}</td><td class="n" data-value="${isNumber ? (column.mean ?? '') : typical}">${typical}</td><td class="n" data-value="${column.std ?? ''}">${spread}</td><td class="n" data-value="${column.min ?? ''}">${valueOf(column, column.min)}</td><td class="n" data-value="${column.max ?? ''}">${valueOf(column, column.max)}</td><td>${spark(column)}</td></tr>`,
  ]);
}

/** All columns at a glance, sortable, with a field to find one. */
export function columnTable(profile: Profile): Markup {
  const body = html`${searchField('columns', 'Find a column')}
    <div class="scroll">
      <table data-sortable>
        <thead>
          <tr>
            ${sortableHeads(heads)}
            <th>Distribution</th>
          </tr>
        </thead>
        <tbody>
          ${profile.columns.map((column, i) => tableRow(column, i, profile.rows))}
        </tbody>
      </table>
    </div>`;
  const note = 'Click a heading to sort, a name for its details.';
  return section('Columns', note, body);
}

function spanText(milliseconds: number | null): string {
  if (milliseconds === null) return '–';
  const days = milliseconds / 86_400_000;
  if (days >= 1) return `${formatNumber(days, 3)} ${days === 1 ? 'day' : 'days'}`;
  const hours = milliseconds / 3_600_000;
  return hours >= 1 ? `${formatNumber(hours, 3)} h` : formatDuration(milliseconds);
}

function chartOf(column: ProfileColumn, rows: number): Markup {
  const label = `Distribution of ${column.name}`;
  if (column.histogram) {
    return histogramChart({
      label,
      xTitle: '',
      yTitle: 'rows',
      edges: column.histogram.edges,
      series: [{ name: column.name, tone: 'a', values: column.histogram.counts }],
      dates: column.type === 'datetime',
    });
  }
  if (column.top.length === 0) return joinMarkup([html`<p class="note">No values.</p>`]);
  const shown = column.top.reduce((sum, { count }) => sum + count, 0);
  const rest = column.count - shown;
  const others = column.distinct - column.top.length;
  const labels = column.top.map(({ value }) => (value === '' ? '(empty text)' : value));
  const values = column.top.map(({ count }) => count / rows);
  if (rest > 0) {
    labels.push(`${formatInteger(others)} others`);
    values.push(rest / rows);
  }
  return categoryChart({ label, labels, series: [{ name: 'Share of rows', tone: 'a', values }] });
}

function statistics(column: ProfileColumn, rows: number): Markup {
  const { quantiles, outliers, length, dates } = column;
  const date = column.type === 'datetime';
  const quantile = (share: string) => valueOf(column, quantiles[share] ?? null);
  const general: [string, unknown][] = [
    ['Values', formatInteger(column.count)],
    [
      'Missing',
      rows === 0
        ? '–'
        : `${formatInteger(column.missing)} (${formatPercent(column.missing / rows)})`,
    ],
    [
      'Distinct',
      column.count === 0
        ? '0'
        : `${formatInteger(column.distinct)} (${formatPercent(column.distinct / column.count)})`,
    ],
  ];
  const numbers: [string, unknown][] =
    column.extremes === null
      ? []
      : [
          ['Mean', valueOf(column, column.mean)],
          ['Standard deviation', date ? spanText(column.std) : formatNumber(column.std)],
          ['Smallest', valueOf(column, column.min)],
          ['5%', quantile('0.05')],
          ['25%', quantile('0.25')],
          ['Median', quantile('0.5')],
          ['75%', quantile('0.75')],
          ['95%', quantile('0.95')],
          ['Largest', valueOf(column, column.max)],
        ];
  const spreads: [string, unknown][] =
    column.extremes === null
      ? []
      : [
          ['Interquartile range', date ? spanText(column.iqr) : formatNumber(column.iqr)],
          ['Median abs. deviation', date ? spanText(column.mad) : formatNumber(column.mad)],
          ['Order of rows', column.monotonic ?? '–'],
        ];
  const shapes: [string, unknown][] =
    column.extremes === null || date
      ? []
      : [
          ['Sum', formatNumber(column.sum)],
          ['Coeff. of variation', formatNumber(column.cv)],
          ['Skewness', formatNumber(column.skewness)],
          ['Excess kurtosis', formatNumber(column.kurtosis)],
          ['Zeros', formatInteger(column.zeros ?? 0)],
          ['Infinite', formatInteger(column.infinite)],
        ];
  const beyond: [string, unknown][] = outliers
    ? [
        [
          'Outliers',
          `IQR ${formatInteger(outliers.iqr.count)}, z ${formatInteger(outliers.zscore.count)}, MAD ${formatInteger(outliers.mad.count)}`,
        ],
      ]
    : [];
  const texts: [string, unknown][] = length
    ? [['Length', `${length.min} to ${length.max}, mean ${formatNumber(length.mean, 3)}`]]
    : [];
  const steps: [string, unknown][] = dates
    ? [
        ['Usual step', spanText(dates.step)],
        [
          'Gaps',
          dates.gapCount === 0 ? 'none' : `${formatInteger(dates.gapCount)}, ${gapText(dates)}`,
        ],
      ]
    : [];
  const first = [...general, ...texts, ...numbers];
  const second = [...spreads, ...shapes, ...beyond, ...steps];
  return joinMarkup([facts(first), second.length === 0 ? '' : facts(second)]);
}

function gapText({ gaps }: NonNullable<ProfileColumn['dates']>): string {
  const longest = gaps.toSorted((a, b) => b.missing - a.missing)[0]!;
  return `the longest after ${dateText(longest.from)} (${formatInteger(longest.missing)} missing)`;
}

function smallTable(title: string, rows: readonly (readonly [string, string, string?])[]): Markup {
  if (rows.length === 0) return joinMarkup([]);
  const lines = rows.map(
    ([value, count, hint]) =>
      html`<tr><td class="name">${value}</td>${hint === undefined ? '' : html`<td>${hint}</td>`}<td class="n">${count}</td></tr>`,
  );
  return joinMarkup([
    html`<div><h3>${title}</h3><table class="small"><tbody>${lines}</tbody></table></div>`,
  ]);
}

function tables(column: ProfileColumn): Markup {
  const { extremes, patterns } = column;
  const ends = (side: 'smallest' | 'largest') =>
    (extremes?.[side] ?? [])
      .slice(0, 5)
      .map(({ value, count }) => [valueOf(column, value), formatInteger(count)] as const);
  const common =
    extremes && (column.top[0]?.count ?? 0) > 1
      ? column.top
          .slice(0, 5)
          .map(
            ({ value, count }) =>
              [
                column.type === 'datetime'
                  ? dateText(Date.parse(value))
                  : formatNumber(Number(value)),
                formatInteger(count),
              ] as const,
          )
      : [];
  const shapes = patterns
    .slice(0, 5)
    .map(
      ({ pattern, count, example }) =>
        [pattern, formatInteger(count), shorten(example, 40)] as const,
    );
  return joinMarkup([
    html`<div class="tables">${smallTable('Commonest', common)}${smallTable('Smallest', ends('smallest'))}${smallTable('Largest', ends('largest'))}${smallTable('Shapes of text', shapes)}</div>`,
  ]);
}

/** The details of every column: chart, statistics, commonest and extreme values, shapes of text. */
export function columnDetails(profile: Profile): Markup {
  const kinds = new Map<string, string[]>();
  for (const { column, kind } of profile.alerts) {
    if (column !== null)
      kinds.set(column, [...(kinds.get(column) ?? []), kind.replaceAll('_', ' ')]);
  }
  const details = profile.columns.map(
    (column, i) =>
      html`<details id="${columnAnchor(i)}" data-in="columns" data-text="${column.name}" open><summary>${column.name} <span class="pill">${column.type}</span>${(kinds.get(column.name) ?? []).map((kind) => html` <span class="pill warn">${kind}</span>`)}</summary><div class="column"><div>${chartOf(column, profile.rows)}</div><div>${statistics(column, profile.rows)}</div></div>${tables(column)}</details>`,
  );
  return section('Column by column', '', joinMarkup(details));
}
