import { html } from 'hono/html';
import { joinMarkup, type Markup } from './frame.ts';
import { px } from './scale.ts';

const [width, height] = [120, 28];

/** The reference as bars and the current as steps over them, small enough for a table cell. */
export function sparkHistogram(reference: readonly number[], current: readonly number[]): Markup {
  const highest = Math.max(1e-12, ...reference, ...current);
  const step = width / Math.max(1, reference.length);
  const top = (value: number): number => height - 1 - (value / highest) * (height - 3);
  const bars = reference.map(
    (value, i) =>
      html`<rect class="bar soft reference" x="${px(i * step)}" y="${px(top(value))}" width="${px(Math.max(0.8, step - 0.8))}" height="${px(height - 1 - top(value))}"/>`,
  );
  const steps = current.map((value, i) => `V${px(top(value))}H${px((i + 1) * step)}`).join('');
  return joinMarkup([
    html`<svg class="spark" viewBox="0 0 ${width} ${height}" aria-hidden="true">
      ${joinMarkup(bars)}<path d="M0 ${height - 1}${steps}V${height - 1}" />
    </svg>`,
  ]);
}
