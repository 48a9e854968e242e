import { html } from 'hono/html';
import type { ExpectationResult, Quality, ValidationResult } from '../contract/validation.ts';
import { formatInteger, formatMoment, formatNumber, formatPercent } from './format.ts';
import { cards, facts, renderPage, searchField, section, sortableHeads } from './page.ts';
import { joinMarkup, type Markup } from './svg/frame.ts';

/** More rules than this are in the table only, so that the file can be sent by mail. */
const mostDetails = 300;

function outcomeOf(result: ExpectationResult): { tone: string; word: string } {
  if (result.exception_info.raised_exception) return { tone: 'bad', word: 'not checked' };
  return result.success ? { tone: 'good', word: 'kept' } : { tone: 'bad', word: 'broken' };
}

function pill(result: ExpectationResult): Markup {
  const { tone, word } = outcomeOf(result);
  return joinMarkup([html`<span class="pill ${tone}">${word}</span>`]);
}

/** The columns a rule names. */
function subjectOf({ expectation_config: { kwargs } }: ExpectationResult): string {
  const list = Array.isArray(kwargs['column_list']) ? kwargs['column_list'] : [];
  const names = [kwargs['column'], kwargs['column_A'], kwargs['column_B'], ...list];
  const texts = names.filter((name) => typeof name === 'string');
  return texts.length === 0 ? 'table' : texts.join(', ');
}

function numberOf(result: ExpectationResult, field: string): number | null {
  const value = result.result[field];
  return typeof value === 'number' ? value : null;
}

function tableRow(result: ExpectationResult): Markup {
  const { type } = result.expectation_config;
  const unexpected = numberOf(result, 'unexpected_count');
  const percent = numberOf(result, 'unexpected_percent');
  const subject = subjectOf(result);
  return joinMarkup([
    html`<tr data-in="rules" data-text="${subject} ${type}">
      <td data-value="${result.success ? 1 : 0}">${pill(result)}</td>
      <td class="name">${subject}</td>
      <td>${result.rendered}</td>
      <td class="n" data-value="${unexpected ?? -1}">
        ${unexpected === null ? '–' : formatInteger(unexpected)}
      </td>
      <td class="n" data-value="${percent ?? -1}">
        ${percent === null ? '–' : formatPercent(percent / 100)}
      </td>
    </tr>`,
  ]);
}

const heads = [
  ['Result', ''],
  ['Column', ''],
  ['Rule', ''],
  ['Rows', 'n'],
  ['Share', 'n'],
] as const;

function ruleTable(results: readonly ExpectationResult[]): Markup {
  return joinMarkup([
    html`${searchField('rules', 'Find a rule')}
      <div class="scroll">
        <table data-sortable>
          <thead>
            <tr>
              ${sortableHeads(heads)}
            </tr>
          </thead>
          <tbody>
            ${results.map(tableRow)}
          </tbody>
        </table>
      </div>`,
  ]);
}

/** A value of the data as JSON writes it, cut where it is long. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? '–';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

function listOf(result: ExpectationResult, field: string): readonly unknown[] {
  const list = result.result[field];
  return Array.isArray(list) ? list : [];
}

function countTable(result: ExpectationResult): Markup | '' {
  const counts = listOf(result, 'partial_unexpected_counts') as readonly {
    value: unknown;
    count: number;
  }[];
  if (counts.length === 0) return '';
  const rows = counts.map(
    ({ value, count }) =>
      html`<tr>
        <td class="name">${shown(value)}</td>
        <td class="n">${formatInteger(count)}</td>
      </tr>`,
  );
  return joinMarkup([
    html`<div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Value</th>
            <th class="n">Among those listed</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`,
  ]);
}

const countNames = [
  ['element_count', 'rows'],
  ['missing_count', 'missing'],
  ['unexpected_count', 'break the rule'],
] as const;

/** The rule to the letter and what it found. */
function details(result: ExpectationResult): Markup {
  const { type, kwargs, notes } = result.expectation_config;
  const parameters = Object.entries(kwargs).map(([name, value]) => [name, shown(value)] as const);
  const numbers = countNames.flatMap(([field, name]) => {
    const value = numberOf(result, field);
    return value === null ? [] : [[name, formatInteger(value)] as const];
  });
  const observed = result.result['observed_value'];
  const rows = listOf(result, 'partial_unexpected_index_list').slice(0, 20);
  return joinMarkup([
    html`<details>
      <summary>${result.rendered} ${pill(result)}</summary>
      ${notes ? html`<p class="note">${notes}</p>` : ''}
      ${facts([
        ['rule', type],
        ...parameters,
        ...numbers,
        ...(observed === undefined ? [] : [['observed', shown(observed)] as const]),
        ...(rows.length === 0 ? [] : [['first row numbers', rows.join(', ')] as const]),
      ])}
      ${countTable(result)}
    </details>`,
  ]);
}

const dimensionNotes: Readonly<Record<keyof Quality['dimensions'], string>> = {
  completeness: 'cells that are not missing',
  validity: 'cells that keep the rules',
  uniqueness: 'rows and keys that do not repeat',
  consistency: 'texts and dates written alike, rules across columns',
  timeliness: 'age of the newest date against the usual step',
};

function qualitySection({ quality }: ValidationResult): Markup {
  const names = Object.keys(dimensionNotes) as (keyof Quality['dimensions'])[];
  const rows = names.map((name) => {
    const value = quality.dimensions[name];
    const weight = quality.weights[name];
    return html`<tr>
      <td class="name">${name}</td>
      <td>${dimensionNotes[name]}</td>
      <td class="n">${value === null ? 'cannot be told' : formatPercent(value)}</td>
      <td class="n">${weight === undefined ? '–' : formatPercent(weight)}</td>
    </tr>`;
  });
  const said = quality.detail.map(
    ({ dimension, message }) => html`<li>${dimension}: ${message}</li>`,
  );
  const body = html`<div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Dimension</th>
            <th>What counts</th>
            <th class="n">Share</th>
            <th class="n">Weight</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    <ul>
      ${said}
    </ul>`;
  return section('Quality', 'The score is the weighted mean of the shares that can be told.', body);
}

function verdict(result: ValidationResult): Markup {
  const { successful_expectations: kept, evaluated_expectations: all } = result.statistics;
  const text = result.success ? 'All rules are kept' : 'Some rules are broken';
  return joinMarkup([
    html`<div class="verdict ${result.success ? 'good' : 'bad'}">
      <div class="sign" aria-hidden="true">${result.success ? '✓' : '▲'}</div>
      <div><strong>${text}</strong>${kept} of ${all} rules hold.</div>
    </div>`,
  ]);
}

/** A suite's result as one self-contained HTML file, broken rules first. Pure; O(rules). */
export function renderValidationReport(result: ValidationResult): string {
  const { statistics, version } = result;
  const ordered = result.results.toSorted((a, b) => Number(a.success) - Number(b.success));
  const detailed = ordered.slice(0, mostDetails);
  const note =
    detailed.length < ordered.length
      ? `The first ${mostDetails} of ${ordered.length} rules, broken ones first.`
      : '';
  const summary = cards([
    { label: 'Rules', value: formatInteger(statistics.evaluated_expectations) },
    { label: 'Broken', value: formatInteger(statistics.unsuccessful_expectations) },
    {
      label: 'Kept',
      value:
        statistics.success_percent === null ? '–' : formatPercent(statistics.success_percent / 100),
    },
    { label: 'Quality score', value: formatNumber(result.qualityScore, 3), hint: 'of 100' },
  ]);
  const body = joinMarkup([
    verdict(result),
    summary,
    qualitySection(result),
    section('Rules', 'Click a heading to sort.', ruleTable(ordered)),
    section('Details', note, detailed.map(details)),
  ]);
  return renderPage({
    kind: 'Validation report',
    title: `${result.suite_name} on ${version.name}@${version.number}`,
    subtitle: `Checked ${formatMoment(result.createdAt)}`,
    body,
    footer: `Assay validation result ${result.id}. This file needs no network and no server.`,
  });
}
