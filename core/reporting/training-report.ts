import { html } from 'hono/html';
import type { OutputOf } from '../contract/contract.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import type { Explanation } from '../contract/explainability.ts';
import type { Run } from '../contract/tracking.ts';
import { imported } from '../models/imported.ts';
import { evaluationSections } from './evaluation-sections.ts';
import {
  formatDuration,
  formatInteger,
  formatMoment,
  formatNumber,
  formatScore,
} from './format.ts';
import { mainMetrics, metricTitle } from './metric-names.ts';
import { cards, facts, figure, renderPage, section } from './page.ts';
import { barChart } from './svg/bar-chart.ts';
import { beeswarmChart } from './svg/beeswarm-chart.ts';
import { joinMarkup, type Markup } from './svg/frame.ts';
import { scoresSection } from './training-scores.ts';

export interface TrainingReportData {
  readonly shown: OutputOf<'tracking.show'>;
  readonly evaluation: Evaluation;
  readonly evaluatedOn: 'test' | 'train';
  readonly data: OutputOf<'data.show'>;
  readonly explanation: Explanation | null;
  readonly appVersion: string;
  readonly now: number;
}

function headline({ evaluation }: TrainingReportData): Markup {
  const items = mainMetrics[evaluation.task].flatMap((id) => {
    const value = evaluation.metrics[id];
    if (value === undefined || value === null) return [];
    const interval = evaluation.intervals[id];
    const range =
      interval && interval.low !== null && interval.high !== null
        ? `95 %: ${formatScore(interval.low, 3)} to ${formatScore(interval.high, 3)}`
        : '';
    return [{ label: metricTitle(id), value: formatScore(value, 3), hint: range }];
  });
  return cards(items);
}

function warningsSection({ shown }: TrainingReportData): Markup | '' {
  if (shown.warnings.length === 0) return '';
  const items = shown.warnings.map(
    ({ kind, message }) => html`<p class="warning"><b>${kind}</b>: ${message}</p>`,
  );
  return section('Read this first', '', items);
}

/** What SHAP values of a class are in. */
function unitName({ unit }: Explanation): string {
  if (unit === 'probability' || unit === 'score') return unit;
  return 'log-odds';
}

function explanationSection({ explanation }: TrainingReportData): Markup | '' {
  if (!explanation) return '';
  const bars = Object.entries(explanation.meanAbs)
    .map(([name, value]) => ({ name, value }))
    .toSorted((a, b) => b.value - a.value)
    .slice(0, 15);
  const of =
    explanation.label === null
      ? 'the prediction'
      : `the ${unitName(explanation)} of “${explanation.label}”`;
  const note = `SHAP values over ${formatInteger(explanation.rows)} rows, in units of ${of}; base value ${formatNumber(explanation.baseValue)}. They add up to the output within ${explanation.maxAdditivityError.toExponential(1)}.`;
  const label = `Mean absolute SHAP value by feature, largest first: ${bars.map(({ name }) => name).join(', ')}`;
  const bar = barChart({ label, valueTitle: 'mean |SHAP value|', bars, tone: 'shap' });
  return section('What drives the predictions', note, [
    html`<div class="grid2">
      ${figure('Importance', bar)}${figure('Every row: blue is a low value, red a high one', beeswarmChart(explanation))}
    </div>`,
  ]);
}

function pipelineSection({ shown }: TrainingReportData): Markup {
  const steps = shown.pipeline.map(
    ({ title, columns, fittedOn, detail }) =>
      html`<tr>
        <td class="name">${title}</td>
        <td>${columns.join(', ')}</td>
        <td>${fittedOn}</td>
        <td>${detail}</td>
      </tr>`,
  );
  const none = html`<p>No preparation: the estimator takes the columns as they are.</p>`;
  const table =
    steps.length === 0
      ? none
      : html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Step</th>
          <th>Columns</th>
          <th>Fitted on</th>
          <th>What it learned</th>
        </tr>
      </thead>
      <tbody>
        ${steps}
      </tbody>
    </table>
  </div>`;
  const params = Object.entries(shown.run.params).map(
    ([name, value]) => [name, html`<code>${JSON.stringify(value)}</code>`] as const,
  );
  return section(
    'How it was built',
    'The recipe, in order, then the parameters of the estimator.',
    [table, html`<h3 style="margin-top:18px">${shown.run.algorithm}</h3>`, facts(params)],
  );
}

type Facts = Parameters<typeof facts>[0];

function trainingFacts({ seed, startedAt, durationMs, fitMs }: Run): Facts {
  const time = `${formatDuration(durationMs ?? 0)}, the fit alone ${formatDuration(fitMs ?? 0)}`;
  return [
    ['Seed', String(seed)],
    ['Started', formatMoment(startedAt)],
    ['Time', time],
  ];
}

function importFacts({ run, input }: TrainingReportData['shown']): Facts {
  const { file, sha256 } = (input['import'] ?? {}) as { file?: string; sha256?: string };
  return [
    ...(file === undefined ? [] : [['Model file', file] as const]),
    ...(sha256 === undefined
      ? []
      : [['Model file SHA-256', html`<code>${sha256}</code>`] as const]),
    ['Imported', formatMoment(run.startedAt)],
  ];
}

function provenanceSection(report: TrainingReportData): Markup {
  const { shown, data } = report;
  const { run } = shown;
  const source = data.source
    ? ([
        ['File', data.source.file],
        ['File SHA-256', html`<code>${data.source.sha256}</code>`],
        ['Rejected rows', formatInteger(data.source.rejected.rows)],
      ] as const)
    : [];
  return section('Where it came from', 'Enough to make it again.', [
    facts([
      ['Dataset version', `${data.dataset.name}@${data.version.number}`],
      ['Rows × columns', `${formatInteger(data.version.rows)} × ${data.version.columns.length}`],
      ['Version SHA-256', html`<code>${data.version.sha256}</code>`],
      ...source,
      ['Target', run.target],
      ['Run', html`<code>${run.id}</code>`],
      ['Experiment', run.experiment],
      ...(run.algorithm === imported ? importFacts(shown) : trainingFacts(run)),
      ['Assay', report.appVersion],
    ]),
  ]);
}

/** The training report as one self-contained HTML file. Pure; O(points drawn). */
export function renderTrainingReport(report: TrainingReportData): string {
  const { shown, data, evaluation } = report;
  const { run } = shown;
  const body = joinMarkup([
    headline(report),
    warningsSection(report),
    scoresSection(report),
    ...evaluationSections(evaluation),
    explanationSection(report),
    pipelineSection(report),
    provenanceSection(report),
  ]);
  return renderPage({
    kind: 'Training report',
    title: `${run.target} · ${run.algorithm.replaceAll('_', ' ')}`,
    subtitle: `${data.dataset.name}@${data.version.number}, ${run.task}, ${run.algorithm === imported ? 'imported' : 'trained'} ${formatMoment(run.startedAt)}`,
    body,
    footer: `Assay training report of run ${run.id}, made ${formatMoment(report.now)}. This file needs no network and no server.`,
  });
}
