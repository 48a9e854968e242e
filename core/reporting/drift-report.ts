import { html } from 'hono/html';
import type { DriftColumn, DriftReport } from '../contract/monitoring.ts';
import { formatInteger, formatMoment, formatNumber, formatPercent } from './format.ts';
import { cards, legend, renderPage, searchField, section, sortableHeads } from './page.ts';
import { joinMarkup, type Markup } from './svg/frame.ts';
import { categoryChart, histogramChart } from './svg/histogram-chart.ts';
import { sparkHistogram } from './svg/spark-histogram.ts';

const sides = [
  { name: 'Reference', tone: 'reference' },
  { name: 'Current', tone: 'current' },
] as const;

const testTitles: Readonly<Record<DriftColumn['test'], string>> = {
  ks: 'Kolmogorov-Smirnov p',
  chisquare: 'Chi-square p',
  z: 'Z-test p',
  wasserstein: 'Wasserstein',
  jensenshannon: 'Jensen-Shannon',
  psi: 'PSI',
};

function distributionChart(column: DriftColumn): Markup {
  const { edges, labels, reference, current } = column.distribution;
  const label = `Distribution of ${column.column}, reference against current`;
  const series = [
    { ...sides[0], values: reference },
    { ...sides[1], values: current },
  ];
  if (edges) {
    const titles = { xTitle: column.column, yTitle: 'share of rows' };
    return histogramChart({ label, ...titles, edges, series, shares: true });
  }
  return categoryChart({ label, ...foldTail(labels ?? [], series) });
}

const maxCategories = 12;

/** The first categories as they come, the rest summed into one row. */
function foldTail<S extends { readonly values: readonly number[] }>(
  labels: readonly string[],
  series: readonly S[],
): { labels: string[]; series: S[] } {
  if (labels.length <= maxCategories + 1) return { labels: [...labels], series: [...series] };
  return {
    labels: [...labels.slice(0, maxCategories), 'others'],
    series: series.map((side) => {
      const tail = side.values.slice(maxCategories).reduce((sum, value) => sum + value, 0);
      return { ...side, values: [...side.values.slice(0, maxCategories), tail] };
    }),
  };
}

function pill(column: DriftColumn): Markup {
  const [tone, word] = column.drifted ? ['bad', 'drifted'] : ['good', 'stable'];
  return joinMarkup([html`<span class="pill ${tone}">${word}</span>`]);
}

function tableRow(column: DriftColumn): Markup {
  const { reference, current } = column.distribution;
  const missing = (side: DriftColumn['reference']): number =>
    side.rows > 0 ? side.missing / side.rows : 0;
  const [before, after] = [missing(column.reference), missing(column.current)];
  const moved = before + after > 0 ? `${formatPercent(before)} → ${formatPercent(after)}` : 'none';
  return joinMarkup([
    html`<tr data-in="columns" data-text="${column.column}">
      <td class="name">${column.column}</td>
      <td>${column.type}</td>
      <td data-value="${column.drifted ? 1 : 0}">${pill(column)}</td>
      <td class="n" data-value="${column.effect}">${formatNumber(column.effect, 3)}</td>
      <td>${column.verdict}</td>
      <td>${testTitles[column.test]}</td>
      <td class="n" data-value="${column.score}">${formatNumber(column.score)}</td>
      <td class="n" data-value="${column.threshold}">${column.threshold}</td>
      <td class="n">${moved}</td>
      <td>${sparkHistogram(reference, current)}</td>
    </tr>`,
  ]);
}

const heads = [
  ['Column', ''],
  ['Type', ''],
  ['Result', ''],
  ['Effect', 'n'],
  ['Size', ''],
  ['Test', ''],
  ['Score', 'n'],
  ['Threshold', 'n'],
] as const;

function columnTable(columns: readonly DriftColumn[]): Markup {
  return joinMarkup([
    html`${searchField('columns', 'Find a column')}
      <div class="scroll">
        <table data-sortable>
          <thead>
            <tr>
              ${sortableHeads(heads)}
              <th class="n">Missing</th>
              <th>Distribution</th>
            </tr>
          </thead>
          <tbody>
            ${columns.map(tableRow)}
          </tbody>
        </table>
      </div>`,
  ]);
}

function columnDetails(column: DriftColumn): Markup {
  const side = (values: DriftColumn['reference']): string =>
    values.mean === null
      ? `${formatInteger(values.rows)} rows`
      : `${formatInteger(values.rows)} rows, mean ${formatNumber(values.mean)} ± ${formatNumber(values.std)}`;
  const said = `${testTitles[column.test]} ${formatNumber(column.score)}, threshold ${column.threshold}`;
  return joinMarkup([
    html`<details data-in="columns" data-text="${column.column}" ${column.drifted ? 'open' : ''}>
      <summary>${column.column} ${pill(column)}</summary>
      <p class="note">
        ${said}. Reference: ${side(column.reference)}. Current: ${side(column.current)}.
      </p>
      <div class="wide">${distributionChart(column)}</div>
    </details>`,
  ]);
}

function verdict(report: DriftReport): Markup {
  const rule = `A set counts as drifted when at least ${formatPercent(report.driftShare)} of its columns are.`;
  const text = report.drifted ? 'Drift: the data has moved' : 'No drift of the set';
  const tone = report.drifted ? 'bad' : 'good';
  return joinMarkup([
    html`<div class="verdict ${tone}">
      <div class="sign" aria-hidden="true">${report.drifted ? '▲' : '✓'}</div>
      <div>
        <strong>${text}</strong>${report.driftedColumns} of ${report.columns.length} columns drifted
        (${formatPercent(report.share)}). ${rule}
      </div>
    </div>`,
  ]);
}

function modelSection(report: DriftReport): Markup | '' {
  const columns = [report.prediction, report.target].filter((column) => column !== null);
  if (columns.length === 0) return '';
  const note = 'What the model says on both sets, and the target where both carry it.';
  return section('Prediction and target', note, [
    legend(sides),
    html`<div class="columns">${columns.map(columnDetails)}</div>`,
  ]);
}

function skippedSection(report: DriftReport): Markup | '' {
  if (report.skipped.length === 0) return '';
  const rows = report.skipped.map(
    ({ column, reason }) =>
      html`<tr>
        <td class="name">${column}</td>
        <td>${reason}</td>
      </tr>`,
  );
  const table = html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Column</th>
          <th>Why</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
  return section('Not tested', 'Columns that no test fits.', table);
}

/** More charts than this would outgrow a file that is sent by mail; the table still lists every column. */
const maxCharts = 100;

function distributions(report: DriftReport): Markup {
  const shown = report.columns.slice(0, maxCharts);
  const note =
    shown.length < report.columns.length
      ? `The first ${maxCharts} of ${report.columns.length} columns, drifted ones first.`
      : '';
  return section('Distributions', note, [
    legend(sides),
    html`<div class="columns">${shown.map(columnDetails)}</div>`,
  ]);
}

/** The drift report as one self-contained HTML file. Pure; O(columns × bins). */
export function renderDriftReport(report: DriftReport): string {
  const { reference, current } = report;
  const name = (side: DriftReport['reference']): string => `${side.name}@${side.number}`;
  const summary = cards([
    { label: 'Columns tested', value: formatInteger(report.columns.length) },
    {
      label: 'Drifted',
      value: formatInteger(report.driftedColumns),
      hint: formatPercent(report.share),
    },
    { label: 'Reference rows', value: formatInteger(reference.rows), hint: name(reference) },
    { label: 'Current rows', value: formatInteger(current.rows), hint: name(current) },
  ]);
  const tableNote =
    'Effect is robust to the number of rows: the largest gap between the cumulative distributions, or the total variation of the shares. Click a heading to sort.';
  const body = joinMarkup([
    verdict(report),
    summary,
    modelSection(report),
    section('Columns', tableNote, [legend(sides), columnTable(report.columns)]),
    distributions(report),
    skippedSection(report),
  ]);
  return renderPage({
    kind: 'Drift report',
    title: `${name(reference)} against ${name(current)}`,
    subtitle: `Made ${formatMoment(report.createdAt)}`,
    body,
    footer: `Assay drift report ${report.id}. This file needs no network and no server.`,
  });
}
