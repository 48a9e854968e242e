import { html } from 'hono/html';
import type { OutputOf } from '../contract/contract.ts';
import type { Profile } from '../contract/eda.ts';
import { formatInteger, formatMoment, formatPercent } from './format.ts';
import { cards, figure, legend, renderPage, searchField, section } from './page.ts';
import { columnAnchor, columnDetails, columnTable } from './profile-columns.ts';
import { joinMarkup, type Markup, shorten } from './svg/frame.ts';
import { heatmap } from './svg/heatmap.ts';
import { missingDendrogram, missingMatrix } from './svg/missing-charts.ts';

export interface ProfileReportData {
  readonly profile: Profile;
  /** The first rows. */
  readonly sample: Pick<OutputOf<'data.preview'>, 'columns' | 'rows'>;
  readonly appVersion: string;
  readonly now: number;
}

/** More cells than this in a matrix can neither be read nor sent by mail. */
const mostCorrelated = 40;
const mostPairs = 15;
const mostMissing = 60;
const mostTogether = 30;

function overview(profile: Profile): Markup {
  const types = new Map<string, number>();
  for (const { type } of profile.columns) types.set(type, (types.get(type) ?? 0) + 1);
  const { missing, duplicates } = profile;
  return cards([
    { label: 'Rows', value: formatInteger(profile.rows) },
    {
      label: 'Columns',
      value: formatInteger(profile.columns.length),
      hint: [...types].map(([type, count]) => `${count} ${type}`).join(', '),
    },
    {
      label: 'Missing cells',
      value: formatPercent(missing.share),
      hint: `${formatInteger(missing.cells)} cells; ${formatInteger(missing.rowsComplete)} rows are complete`,
    },
    {
      label: 'Repeated rows',
      value: formatInteger(duplicates.rows),
      hint: formatPercent(duplicates.share),
    },
    { label: 'Alerts', value: formatInteger(profile.alerts.length) },
  ]);
}

/** What concerns the use of a column most comes first. */
const kindOrder = [
  'empty',
  'constant',
  'mixed_dates',
  'type_date',
  'infinite',
  'duplicates',
  'missing',
  'unique',
  'high_correlation',
  'imbalance',
  'skewed',
  'high_cardinality',
  'non_stationary',
  'seasonal',
  'zeros',
  'uniform',
  'constant_length',
] as const;

function alertSection({ alerts, columns }: Profile): Markup {
  if (alerts.length === 0) return section('Alerts', 'Nothing stands out.', '');
  const places = new Map(columns.map(({ name }, i) => [name, columnAnchor(i)]));
  const order = (kind: (typeof kindOrder)[number]) => kindOrder.indexOf(kind);
  const rows = alerts
    .toSorted((a, b) => order(a.kind) - order(b.kind))
    .map(({ kind, column, message }) => {
      const words = kind.replaceAll('_', ' ');
      const place = column === null ? undefined : places.get(column);
      const name = place ? html`<a href="#${place}">${column}</a>` : (column ?? 'the table');
      return html`<tr data-in="alerts" data-text="${words} ${message}"><td><span class="pill warn">${words}</span></td><td class="name">${name}</td><td>${message}</td></tr>`;
    });
  const body = html`${searchField('alerts', 'Find an alert')}
    <div class="scroll tall">
      <table data-sortable>
        <thead>
          <tr>
            <th><button type="button">Alert</button></th>
            <th><button type="button">Column</button></th>
            <th>What was seen</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
  return section('Alerts', 'What to look at before the data is used.', body);
}

interface Pair {
  readonly a: string;
  readonly b: string;
  readonly value: number;
}

function strongestPairs({ columns, matrix }: Profile['correlations']['auto']): Pair[] {
  return columns
    .flatMap((a, i) =>
      columns.slice(i + 1).map((b, j): Pair => ({ a, b, value: matrix[i]![i + 1 + j] ?? 0 })),
    )
    .filter(({ value }) => value !== 0)
    .toSorted((p, q) => Math.abs(q.value) - Math.abs(p.value));
}

function correlationSection({ correlations }: Profile): Markup {
  const { columns, matrix } = correlations.auto;
  if (columns.length < 2) return joinMarkup([]);
  const pairs = strongestPairs(correlations.auto);
  const shown = columns.length <= mostCorrelated ? columns : mostRelated(columns, pairs);
  const places = shown.map((name) => columns.indexOf(name));
  const part = places.map((i) => places.map((j) => matrix[i]![j]!));
  const cut =
    shown.length < columns.length
      ? ` The ${shown.length} most related of ${columns.length} columns.`
      : '';
  const note = `Spearman between numbers; Cramér's V, with numbers in ten bins, between all others.${cut}`;
  const rows = pairs
    .slice(0, mostPairs)
    .map(
      ({ a, b, value }) =>
        html`<tr><td class="name">${shorten(a, 30)}</td><td class="name">${shorten(b, 30)}</td><td class="n">${value.toFixed(3).replace('-', '−')}</td></tr>`,
    );
  const table = html`<table>
    <thead>
      <tr>
        <th>Column</th>
        <th>with</th>
        <th class="n">Coefficient</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return section('Correlations', note, [
    legend([
      { name: 'together', tone: 'a' },
      { name: 'opposite', tone: 'b' },
    ]),
    html`<div class="heat">${heatmap({ label: 'Correlations', names: shown, matrix: part })}
      <div><h3>Strongest</h3>${table}</div></div>`,
  ]);
}

/** Columns of the strongest pairs, in the order of the table. */
function mostRelated(columns: readonly string[], pairs: readonly Pair[]): string[] {
  const chosen = new Set<string>();
  for (const { a, b } of pairs) {
    if (chosen.size < mostCorrelated) chosen.add(a);
    if (chosen.size < mostCorrelated) chosen.add(b);
  }
  return columns.filter((name) => chosen.has(name));
}

function missingSection({ missing, rows }: Profile): Markup {
  const some = missing.columns
    .flatMap(({ count }, i) => (count > 0 ? [i] : []))
    .toSorted((a, b) => missing.columns[b]!.count - missing.columns[a]!.count);
  if (some.length === 0) return section('Missing values', 'There are none.', '');
  const shown = some.slice(0, mostMissing);
  const note = `${some.length} of ${missing.columns.length} columns have missing values${shown.length < some.length ? `; the ${shown.length} with most` : ''}. The stronger the colour, the more of a block of ${formatInteger(missing.blocks.rowsPerBlock)} rows is missing.`;
  const { columns, matrix } = missing.correlation;
  const together =
    columns.length < 2 || columns.length > mostTogether
      ? []
      : [
          html`<div class="grid2 below">
            ${figure('Missing together: correlation', heatmap({ label: 'Missing together', names: columns, matrix }))}
            ${figure('Missing together: clusters', missingDendrogram(missing))}
          </div>`,
        ];
  return section('Missing values', note, [missingMatrix(missing, shown, rows), ...together]);
}

function sampleSection({ columns, rows }: ProfileReportData['sample']): Markup {
  if (rows.length === 0) return joinMarkup([]);
  const heads = columns.map(({ name }) => html`<th>${shorten(name, 30)}</th>`);
  const lines = rows.map(
    (row) =>
      html`<tr>${row.map((cell) => (cell === null ? html`<td class="none">missing</td>` : html`<td>${shorten(String(cell), 60)}</td>`))}</tr>`,
  );
  const table = html`<div class="scroll"><table class="small"><thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`;
  return section('First rows', '', table);
}

/** The profile of a version as one self-contained HTML file. Pure; O(columns × bins + pairs). */
export function renderProfileReport(data: ProfileReportData): string {
  const { profile, sample } = data;
  const name = `${profile.version.name}@${profile.version.number}`;
  return renderPage({
    kind: 'Profile',
    title: name,
    subtitle: `Made ${formatMoment(data.now)}`,
    body: joinMarkup([
      overview(profile),
      alertSection(profile),
      columnTable(profile),
      correlationSection(profile),
      missingSection(profile),
      columnDetails(profile),
      sampleSection(sample),
    ]),
    footer: `Assay ${data.appVersion}, profile of version ${profile.version.id}. This file needs no network and no server.`,
  });
}
