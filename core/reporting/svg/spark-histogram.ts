import { html } from 'hono/html';
import { joinMarkup, type Markup } from './frame.ts';
import { px } from './scale.ts';

/** Two overlaid distributions small enough for a table cell. */
export function sparkHistogram(reference: readonly number[], current: readonly number[]): Markup {
  const [width, height] = [120, 28];
  const highest = Math.max(1e-12, ...reference, ...current);
  const step = width / Math.max(1, reference.length);
  const bars = (values: readonly number[], tone: string): unknown[] =>
    values.map((value, i) => {
      const tall = (value / highest) * (height - 1);
      return html`<rect
        class="bar soft ${tone}"
        x="${px(i * step)}"
        y="${px(height - tall)}"
        width="${px(Math.max(0.8, step - 0.8))}"
        height="${px(tall)}"
      />`;
    });
  return joinMarkup([
    html`<svg class="spark" viewBox="0 0 ${width} ${height}" aria-hidden="true">
      ${joinMarkup([...bars(reference, 'reference'), ...bars(current, 'current')])}
    </svg>`,
  ]);
}
