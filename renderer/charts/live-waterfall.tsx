import { namedTicks } from './figure.ts';
import { waterfallBars, waterfallSpan } from './figures/waterfall.ts';
import { shapColors, shapText } from './palette.ts';
import type { WaterfallSpec } from './shap-spec.ts';
import { shortNumber, signedNumber } from './text.ts';
import type { ChartTheme } from './theme.ts';

const top = 26;
const bottom = 58;
const right = 16;
const letter = 6.7;

/** Round numbers, about `count` of them, within a range. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/**
 * The waterfall drawn straight as SVG, for values that move with a slider: a frame costs a fraction of
 * what a plot with zoom and hover does. Looks like the figure that is saved.
 */
export function LiveWaterfall(props: {
  spec: WaterfallSpec;
  theme: ChartTheme;
  size: { readonly width: number; readonly height: number };
}) {
  const { spec, theme, size } = props;
  const bars = waterfallBars(spec);
  const names = bars.map((bar) => bar.name);
  const most = Math.max(10, Math.min(40, Math.floor((size.width * 0.36) / 7)));
  const { axis } = namedTicks(names, most, bars.length);
  const labels = (axis['ticktext'] as string[]).map((text) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  );
  // As long as the longest name may get, so that the bars keep their place.
  const left = Math.min(most, Math.max(14, ...names.map((name) => name.length + 3))) * letter + 10;
  const [low, high] = waterfallSpan(spec);
  const inner = Math.max(1, size.width - left - right);
  // Room for the longest number at either end.
  const longest = Math.max(...bars.map(({ from, to }) => signedNumber(to - from).length));
  const aside = Math.min(inner * 0.4, longest * letter + 14);
  const air = (aside / (inner - 2 * aside)) * (high - low || 1);
  const x = (value: number): number =>
    left + ((value - low + air) / (high - low + 2 * air || 1)) * inner;
  const plotBottom = size.height - bottom;
  const step = (plotBottom - top) / (bars.length + 0.75);
  const y = (i: number): number => top + (i + 0.5) * step;
  const thick = step * 0.75;
  const colours = shapText(theme);
  const ticks = roundTicks(low - air, high + air, Math.max(3, Math.floor(inner / 90)));
  const baseEnd = spec.baseValue > low + (high - low) / 2;
  return (
    <svg
      width={size.width}
      height={size.height}
      aria-hidden
      style={{ display: 'block', fontFamily: theme.font, fontSize: 12, fill: theme.text }}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={top} y2={plotBottom} stroke={theme.grid} />
          <text x={x(tick)} y={plotBottom + 16} textAnchor="middle">
            {shortNumber(Number(tick.toPrecision(6)))}
          </text>
        </g>
      ))}
      <line x1={left} x2={left} y1={top} y2={plotBottom} stroke={theme.grid} />
      <line x1={left} x2={size.width - right} y1={plotBottom} y2={plotBottom} stroke={theme.grid} />
      <text x={left + inner / 2} y={size.height - 20} textAnchor="middle" fill={theme.muted}>
        {spec.unit}
      </text>
      {bars.map((bar, i) => {
        const up = bar.to >= bar.from;
        const from = x(bar.from);
        const to = x(bar.to);
        return (
          <g key={spec.order?.[i] ?? i}>
            <text x={left - 8} y={y(i) + 4} textAnchor="end">
              {labels[i]}
            </text>
            {i < bars.length - 1 && (
              <line
                x1={from}
                x2={from}
                y1={y(i)}
                y2={y(i + 1)}
                stroke={theme.muted}
                strokeDasharray="2 3"
              />
            )}
            <rect
              x={Math.min(from, to)}
              y={y(i) - thick / 2}
              width={Math.max(0.5, Math.abs(to - from))}
              height={thick}
              fill={up ? shapColors.positive : shapColors.negative}
            />
            <text
              x={to + (up ? 6 : -6)}
              y={y(i) + 4}
              textAnchor={up ? 'start' : 'end'}
              fill={up ? colours.positive : colours.negative}
            >
              {signedNumber(bar.to - bar.from)}
            </text>
          </g>
        );
      })}
      <line
        x1={x(spec.baseValue)}
        x2={x(spec.baseValue)}
        y1={y(bars.length - 1)}
        y2={plotBottom}
        stroke={theme.muted}
        strokeDasharray="5 4"
      />
      <text
        x={x(spec.baseValue) + (baseEnd ? -6 : 6)}
        y={plotBottom - 4}
        textAnchor={baseEnd ? 'end' : 'start'}
        fill={theme.muted}
      >
        <tspan fontStyle="italic">E[f(X)]</tspan> = {shortNumber(spec.baseValue)}
      </text>
      <text x={x(spec.output)} y={top - 8} textAnchor="middle">
        <tspan fontStyle="italic">f(x)</tspan> ={' '}
        <tspan fontWeight={700}>{shortNumber(spec.output)}</tspan>
      </text>
    </svg>
  );
}
