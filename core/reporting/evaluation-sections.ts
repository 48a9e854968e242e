import { html, raw } from 'hono/html';
import type { Evaluation } from '../contract/evaluation.ts';
import { formatInteger, formatPercent, formatScore } from './format.ts';
import { mainMetrics, metricTitle } from './metric-names.ts';
import { figure, legend, section } from './page.ts';
import { joinMarkup, type Markup } from './svg/frame.ts';
import { histogramChart } from './svg/histogram-chart.ts';
import { lineChart, type Series } from './svg/line-chart.ts';
import { scatterChart } from './svg/scatter-chart.ts';

const unit = [0, 1] as const;
const tones = ['a', 'b', 'c', 'd', 'e'];

interface NamedCurves {
  readonly roc: Series[];
  readonly pr: Series[];
}

/** The binary curves, or one pair a class against the rest (the first five classes). */
function curvesOf(evaluation: Evaluation): NamedCurves {
  const { roc, pr, metrics } = evaluation;
  if (roc && pr) {
    const name = (id: string): string => `${metricTitle(id)} ${formatScore(metrics[id], 3)}`;
    return {
      roc: [{ name: name('roc_auc'), x: roc.fpr, y: roc.tpr, tone: 'a' }],
      pr: [{ name: name('pr_auc'), x: pr.recall, y: pr.precision, tone: 'a' }],
    };
  }
  const shown = evaluation.curves.slice(0, tones.length);
  return {
    roc: shown.map((curve, i) => ({
      name: `${curve.label} ${formatScore(curve.rocAuc, 3)}`,
      x: curve.roc.fpr,
      y: curve.roc.tpr,
      tone: tones[i]!,
    })),
    pr: shown.map((curve, i) => ({
      name: `${curve.label} ${formatScore(curve.prAuc, 3)}`,
      x: curve.pr.recall,
      y: curve.pr.precision,
      tone: tones[i]!,
    })),
  };
}

function curvesSection(evaluation: Evaluation): Markup | '' {
  const { roc, pr } = curvesOf(evaluation);
  if (roc.length === 0) return '';
  const axes = { xDomain: unit, yDomain: unit };
  const rocChart = lineChart({
    ...axes,
    label: `ROC curve. ${roc.map(({ name }) => name).join('; ')}`,
    xTitle: 'False positive rate',
    yTitle: 'True positive rate',
    series: roc,
    diagonal: true,
  });
  const prChart = lineChart({
    ...axes,
    label: `Precision-recall curve. ${pr.map(({ name }) => name).join('; ')}`,
    xTitle: 'Recall',
    yTitle: 'Precision',
    series: pr,
  });
  const charts = [
    figure('ROC curve', joinMarkup([legend(roc), rocChart])),
    figure('Precision-recall curve', joinMarkup([legend(pr), prChart])),
    calibrationFigure(evaluation),
    thresholdFigure(evaluation),
  ];
  return section('Ranking and calibration', '', html`<div class="grid2">${charts}</div>`);
}

function calibrationFigure({ calibration }: Evaluation): Markup | '' {
  if (!calibration) return '';
  const series = {
    name: 'Observed share',
    x: calibration.predicted,
    y: calibration.observed,
    tone: 'a',
    points: true,
  };
  const chart = lineChart({
    label: 'Calibration: observed share of positives against the predicted probability',
    xTitle: 'Mean predicted probability',
    yTitle: 'Share of positives',
    xDomain: unit,
    yDomain: unit,
    series: [series],
    diagonal: true,
  });
  return figure('Calibration', joinMarkup([legend([series]), chart]));
}

function thresholdFigure({ thresholds }: Evaluation): Markup | '' {
  if (!thresholds) return '';
  const x = thresholds.map((row) => row.threshold);
  const series = [
    { name: 'Precision', x, y: thresholds.map((row) => row.precision), tone: 'a' },
    { name: 'Recall', x, y: thresholds.map((row) => row.recall), tone: 'b' },
    { name: 'F1', x, y: thresholds.map((row) => row.f1), tone: 'c' },
  ];
  const chart = lineChart({
    label: 'Precision, recall and F1 against the decision threshold',
    xTitle: 'Decision threshold',
    yTitle: 'Score',
    xDomain: unit,
    yDomain: unit,
    series,
  });
  return figure('By threshold', joinMarkup([legend(series), chart]));
}

function confusionTable({ confusion }: Evaluation): Markup | '' {
  if (!confusion || confusion.labels.length > 20) return '';
  const heads = confusion.labels.map((label) => html`<th>${label}</th>`);
  const rows = confusion.matrix.map((counts, i) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const cells = counts.map((count, j) => {
      const share = total > 0 ? count / total : 0;
      const tone = i === j ? 'var(--a)' : 'var(--b)';
      const fill = `background:color-mix(in srgb, ${tone} ${Math.round(share * 45)}%, transparent)`;
      return html`<td style="${fill}">
        <b>${formatInteger(count)}</b><span>${formatPercent(share)}</span>
      </td>`;
    });
    return html`<tr>
      <th>${confusion.labels[i]}</th>
      ${cells}
    </tr>`;
  });
  return joinMarkup([
    html`<div class="scroll">
      <table class="confusion" style="width:auto">
        <thead>
          <tr>
            <th>actual ↓ predicted →</th>
            ${heads}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`,
  ]);
}

function thresholdExplorer({ thresholds, classes }: Evaluation): Markup | '' {
  if (!thresholds || thresholds.length === 0) return '';
  const rows = thresholds.map((row) => [
    row.threshold,
    row.precision,
    row.recall,
    row.f1,
    row.accuracy,
    row.predictedPositive,
  ]);
  const start = thresholds.findIndex((row) => row.threshold >= 0.5);
  const positive = classes?.[1] ?? 'positive';
  const fields = [
    ['t-precision', 'Precision'],
    ['t-recall', 'Recall'],
    ['t-f1', 'F1'],
    ['t-accuracy', 'Accuracy'],
    ['t-positive', `Rows called “${positive}”`],
  ].map(([id, name]) => html`<div class="card"><span>${name}</span><b id="${id}"></b></div>`);
  const data = JSON.stringify(rows).replaceAll('<', '\\u003c');
  return joinMarkup([
    html`<div class="screen">
      <div class="threshold">
        <label for="threshold"
          >Call a row “${positive}” from probability <b id="at-threshold"></b></label
        ><input
          id="threshold"
          type="range"
          min="0"
          max="${rows.length - 1}"
          value="${Math.max(0, start)}"
        />
      </div>
      <div class="cards" style="margin-top:0" aria-live="polite">${fields}</div>
      <script type="application/json" id="thresholds">
        ${raw(data)}
      </script>
    </div>`,
  ]);
}

function decisionSection(evaluation: Evaluation): Markup | '' {
  const table = confusionTable(evaluation);
  if (!table) return '';
  const explorer = thresholdExplorer(evaluation);
  const note = evaluation.thresholds
    ? 'Counts at probability one half. Move the threshold to see what another decision rule would give.'
    : 'Counts, and the share of each actual class.';
  return section('Decisions', note, [
    explorer,
    html`<h3 style="margin-top:18px">Confusion matrix</h3>`,
    table,
  ]);
}

function residualSection({ residuals }: Evaluation): Markup | '' {
  if (!residuals) return '';
  const { actual, predicted, residual, histogram } = residuals;
  const fit = scatterChart({
    label: 'Predicted against actual values; the dashed line is a perfect prediction',
    xTitle: 'Actual',
    yTitle: 'Predicted',
    x: actual,
    y: predicted,
    guide: 'identity',
  });
  const spread = scatterChart({
    label: 'Residuals against predicted values',
    xTitle: 'Predicted',
    yTitle: 'Actual − predicted',
    x: predicted,
    y: residual,
    guide: 'zero',
  });
  const shape = histogramChart({
    label: 'Distribution of the residuals',
    xTitle: 'Actual − predicted',
    yTitle: 'Rows',
    edges: histogram.edges,
    series: [{ name: 'Rows', tone: 'a', values: histogram.counts }],
  });
  const charts = [
    figure('Predicted against actual', fit),
    figure('Residuals', spread),
    figure('Distribution of the residuals', shape),
  ];
  return section('Errors', '', html`<div class="grid2">${charts}</div>`);
}

/** A longer table of groups starts closed. */
const openGroups = 30;

function groupSection({ byGroup, task }: Evaluation): Markup | '' {
  if (byGroup.length === 0) return '';
  const names = mainMetrics[task].filter((id) => byGroup.some((group) => id in group.metrics));
  const heads = names.map(
    (id) => html`<th class="n"><button type="button">${metricTitle(id)}</button></th>`,
  );
  const rows = byGroup.map((group) => {
    const cells = names.map(
      (id) =>
        html`<td class="n" data-value="${group.metrics[id] ?? ''}">
          ${formatScore(group.metrics[id])}
        </td>`,
    );
    return html`<tr>
      <td class="name">${group.column}</td>
      <td>${group.value}</td>
      <td class="n" data-value="${group.rows}">${formatInteger(group.rows)}</td>
      ${cells}
    </tr>`;
  });
  const note = 'The same scores inside each group. Few rows make a score unsure.';
  return section(
    'By group',
    note,
    html`<details ${byGroup.length > openGroups ? '' : 'open'}>
      <summary>${byGroup.length} groups</summary>
      <div class="scroll"><table data-sortable>
        <thead>
          <tr>
            <th><button type="button">Column</button></th>
            <th>Value</th>
            <th class="n"><button type="button">Rows</button></th>
            ${heads}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table></div>
    </details>`,
  );
}

/** What an evaluation shows, as sections of a report. */
export function evaluationSections(evaluation: Evaluation): (Markup | '')[] {
  return [
    curvesSection(evaluation),
    decisionSection(evaluation),
    residualSection(evaluation),
    groupSection(evaluation),
  ];
}
