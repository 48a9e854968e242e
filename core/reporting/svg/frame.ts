import { html, raw } from 'hono/html';
import type { Scale } from './scale.ts';
import { px } from './scale.ts';

/** Trusted markup: made by `html`, so everything from data inside it is escaped. */
export type Markup = ReturnType<typeof raw>;

/** Joins pieces of trusted markup. */
export function joinMarkup(pieces: readonly unknown[]): Markup {
  return raw(pieces.map(String).join(''));
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const defaultFrame: Frame = {
  width: 520,
  height: 320,
  left: 66,
  right: 14,
  top: 14,
  bottom: 46,
};

export interface Axes {
  readonly x: Scale;
  readonly y: Scale;
  readonly xTitle: string;
  readonly yTitle: string;
}

/** Grid lines, ticks and titles of a plot with two number axes. */
export function axes(frame: Frame, { x, y, xTitle, yTitle }: Axes): Markup {
  const right = frame.width - frame.right;
  const bottom = frame.height - frame.bottom;
  const across = y.ticks.map(
    (tick) =>
      html`<line
          class="grid"
          x1="${frame.left}"
          x2="${right}"
          y1="${px(y(tick))}"
          y2="${px(y(tick))}"
        /><text class="tick" x="${frame.left - 8}" y="${px(y(tick) + 4)}" text-anchor="end"
          >${y.format(tick)}</text
        >`,
  );
  const down = x.ticks.map(
    (tick) =>
      html`<line
          class="mark"
          x1="${px(x(tick))}"
          x2="${px(x(tick))}"
          y1="${bottom}"
          y2="${bottom + 5}"
        /><text class="tick" x="${px(x(tick))}" y="${bottom + 18}" text-anchor="middle"
          >${x.format(tick)}</text
        >`,
  );
  const middle = (frame.top + bottom) / 2;
  return joinMarkup([
    ...across,
    ...down,
    html`<line class="axis" x1="${frame.left}" x2="${right}" y1="${bottom}" y2="${bottom}" />`,
    html`<text
      class="title"
      x="${(frame.left + right) / 2}"
      y="${frame.height - 8}"
      text-anchor="middle"
      >${xTitle}</text
    >`,
    html`<text class="title" transform="translate(12 ${middle}) rotate(-90)" text-anchor="middle"
      >${yTitle}</text
    >`,
  ]);
}

/** An `svg` element that scales with its column and tells its content to screen readers. */
export function picture(frame: Frame, label: string, content: Markup): Markup {
  return joinMarkup([
    html`<svg viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-label="${label}">
      ${content}
    </svg>`,
  ]);
}

/** Long names end in an ellipsis; the full name belongs in a title. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
