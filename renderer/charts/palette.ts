import type { ChartTheme } from './theme.ts';

/** The colours readers of SHAP plots know: what pushes up, what pushes down, what has no scale. */
export const shapColors = {
  positive: '#ff0051',
  negative: '#008bfb',
  middle: '#9b23ad',
  neutral: '#777777',
} as const;

export type ColorScale = readonly (readonly [number, string])[];

/** The same hues where they are text, dark or light enough to be read on the surface. */
export function shapText(theme: ChartTheme): { positive: string; negative: string } {
  return theme.dark
    ? { positive: '#ff6b95', negative: '#5db8ff' }
    : { positive: '#c9003f', negative: '#0068bd' };
}

/** Low to high feature values. */
export const shapScale: ColorScale = [
  [0, shapColors.negative],
  [0.5, shapColors.middle],
  [1, shapColors.positive],
];

/** Nothing is the colour of the surface, much is blue; lightness alone tells the order. */
export function sequentialScale(theme: ChartTheme): ColorScale {
  return theme.dark
    ? [
        [0, '#20262d'],
        [0.5, '#1f5f94'],
        [1, '#8fd0f7'],
      ]
    : [
        [0, '#f3f7fb'],
        [0.5, '#7fb3da'],
        [1, '#084f8c'],
      ];
}

/** Negative blue, zero the colour of the surface, positive orange: told apart with any eyes. */
export function divergingScale(theme: ChartTheme): ColorScale {
  return theme.dark
    ? [
        [0, '#5db1f0'],
        [0.25, '#2a6a9e'],
        [0.5, '#2b2d31'],
        [0.75, '#a85a1c'],
        [1, '#ff9a4d'],
      ]
    : [
        [0, '#0b5a9c'],
        [0.25, '#84b8df'],
        [0.5, '#f6f6f6'],
        [0.75, '#f0a868'],
        [1, '#b34700'],
      ];
}

function channels(hex: string): [number, number, number] {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}

/** The colour of a scale at `t` in 0..1, linear between stops, as "#rrggbb". */
export function colorAt(scale: ColorScale, t: number): string {
  const at = Math.min(1, Math.max(0, t));
  let upper = scale.findIndex(([stop]) => stop >= at);
  if (upper < 1) upper = 1;
  const [from, low] = scale[upper - 1]!;
  const [to, high] = scale[upper]!;
  const share = to === from ? 0 : (at - from) / (to - from);
  const a = channels(low);
  const b = channels(high);
  const mixed = a.map((value, i) => Math.round(value + (b[i]! - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Black or white, whichever reads better on `hex` (WCAG relative luminance). */
export function readableOn(hex: string): string {
  const [r, g, b] = channels(hex).map((value) => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#111111' : '#ffffff';
}

/** `hex` with an opacity 0..1, as "rgba()". */
export function withAlpha(hex: string, alpha: number): string {
  const [r, g, b] = channels(hex);
  return `rgba(${r},${g},${b},${alpha})`;
}
