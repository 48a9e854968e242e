import { html } from 'hono/html';
import type { Evaluation } from '../contract/evaluation.ts';
import { imported } from '../models/imported.ts';
import { formatInteger, formatScore } from './format.ts';
import { metricTitle } from './metric-names.ts';
import { section } from './page.ts';
import type { Markup } from './svg/frame.ts';
import type { TrainingReportData } from './training-report.ts';

function scoreTable(
  heads: readonly string[],
  rows: readonly { readonly id: string; readonly cells: readonly string[] }[],
) {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Metric</th>
          ${heads.map((head) => html`<th class="n">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ id, cells }) =>
            html`<tr>
              <td class="name">${metricTitle(id)}</td>
              ${cells.map((cell) => html`<td class="n">${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function rangeText({ intervals }: Evaluation, id: string): string {
  const interval = intervals[id];
  return interval ? `${formatScore(interval.low)} to ${formatScore(interval.high)}` : '–';
}

const intervalNote =
  'Intervals of 95 % are DeLong’s for the area under the ROC curve, Wilson’s for rates, and else a percentile bootstrap.';

/** Of an imported model: all rows of the version, none of them set aside. */
function foreignScores(evaluation: Evaluation, scored: string): Markup {
  const rows = Object.entries(evaluation.metrics).map(([id, value]) => ({
    id,
    cells: [formatScore(value), rangeText(evaluation, id)],
  }));
  const note = `The model was trained elsewhere and imported; all ${scored} rows with a target were scored. ${intervalNote}`;
  return section('Scores', note, scoreTable(['All rows', '95 % interval'], rows));
}

/** Every metric: on the test rows with its interval, over the folds, and on the training rows. */
export function scoresSection({ shown, evaluation, evaluatedOn }: TrainingReportData): Markup {
  const { metrics, algorithm } = shown.run;
  const scored = formatInteger(evaluation.rows);
  if (algorithm === imported) return foreignScores(evaluation, scored);
  const names = Object.keys(evaluation.metrics).filter((id) => `train.${id}` in metrics);
  const rows = names.map((id) => {
    const mean = metrics[`cv.${id}.mean`];
    const std = metrics[`cv.${id}.std`];
    const folds = typeof mean === 'number' ? `${formatScore(mean)} ± ${formatScore(std, 3)}` : '–';
    const test = evaluatedOn === 'test' ? evaluation.metrics[id] : null;
    const train = formatScore(metrics[`train.${id}`]);
    return { id, cells: [formatScore(test), rangeText(evaluation, id), folds, train] };
  });
  const note =
    `${scored} ${evaluatedOn} rows were scored. ` +
    `Test rows were kept away from every fitting step. Cross-validation refits the whole recipe in each fold, on training rows only. ${intervalNote}`;
  const heads = ['Test', '95 % interval', 'Cross-validation, mean ± std', 'Train'];
  return section('Scores', note, scoreTable(heads, rows));
}
