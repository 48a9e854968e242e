import { html } from 'hono/html';
import { joinMarkup, type Markup, picture, shorten } from './frame.ts';
import { px } from './scale.ts';

export interface Heatmap {
  readonly label: string;
  readonly names: readonly string[];
  /** −1..1, positive in one colour, negative in another, strength as opacity; null is left empty. */
  readonly matrix: readonly (readonly (number | null)[])[];
}

const left = 130;
const top = 100;
const largestCell = 40;
const smallestCell = 9;
const widest = 720;
/** For the names of the last columns, which lean over. */
const right = 70;
/** Cells of this size and more show their number. */
const labelledCell = 30;

/** A symmetric matrix with its names on both sides. O(n²). */
export function heatmap({ label, names, matrix }: Heatmap): Markup {
  const n = Math.max(1, names.length);
  const cell = Math.max(smallestCell, Math.min(largestCell, (widest - left - right) / n));
  const font = Math.min(12, cell);
  const nameOf = (name: string) => html`${shorten(name, 18)}<title>${name}</title>`;
  const rows = matrix.map((row, i) => {
    const y = top + i * cell;
    const cells = row.flatMap((value, j) => (value === null ? [] : [drawCell(value, i, j)]));
    return joinMarkup([
      html`<text class="label" style="font-size:${px(font)}px" x="${left - 6}" y="${px(y + cell / 2 + font / 3)}" text-anchor="end">${nameOf(names[i]!)}</text>`,
      ...cells,
    ]);
  });
  function drawCell(value: number, i: number, j: number): Markup {
    const [x, y] = [left + j * cell, top + i * cell];
    const size = px(cell - 1);
    const text = value.toFixed(2).replace('-0.00', '0.00').replace('-', '−');
    const strength = px(0.04 + 0.96 * Math.min(1, Math.abs(value)));
    const tone = value < 0 ? 'b' : 'a';
    const number =
      cell >= labelledCell
        ? html`<text class="cell${Math.abs(value) > 0.6 ? ' strong' : ''}" x="${px(x + cell / 2)}" y="${px(y + cell / 2 + 3)}" text-anchor="middle">${text}</text>`
        : '';
    return joinMarkup([
      html`<rect class="bar ${tone}" fill-opacity="${strength}" x="${px(x)}" y="${px(y)}" width="${size}" height="${size}" data-tip="${names[i]!}, ${names[j]!}: ${text}"/>${number}`,
    ]);
  }
  const heads = names.map((name, j) => {
    const x = px(left + j * cell + cell / 2 + font / 3);
    return html`<text class="label" style="font-size:${px(font)}px" transform="translate(${x} ${top - 6}) rotate(-50)">${nameOf(name)}</text>`;
  });
  const height = top + n * cell + 4;
  const width = left + n * cell + right;
  const frame = { width, height, left, right, top, bottom: 4 };
  const drawn = picture(frame, label, joinMarkup([...heads, ...rows]));
  // a small matrix is not blown up to the width of the page
  return joinMarkup([html`<div style="max-width:${px(width)}px">${drawn}</div>`]);
}
