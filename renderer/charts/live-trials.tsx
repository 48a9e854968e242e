import { useEffect, useRef } from 'react';
import { describeChart } from './describe-chart.ts';
import { groupPoints, type PointGroup } from './figures/group-points.ts';
import { extentOf } from './figures/trial-axis.ts';
import type { TrialsSpec } from './search-spec.ts';
import { ellipsize, shortNumber } from './text.ts';
import { useChartTheme, type ChartTheme } from './theme.ts';
import { useWidth } from './use-width.ts';
import classes from './live-trials.module.css';

const margin = { left: 56, right: 12, top: 10, bottom: 34 };

/** Round values within two ends, about `count` of them. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  if (!(rough > 0) || !Number.isFinite(rough)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10);
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high + step * 1e-9; i++)
    ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
}

function drawAxes(
  context: CanvasRenderingContext2D,
  ends: { readonly x: readonly [number, number]; readonly y: readonly [number, number] },
  { frame, at }: { readonly frame: Frame; readonly at: (x: number, y: number) => [number, number] },
): void {
  const { width, height, theme } = frame;
  context.font = `12px ${theme.font}`;
  context.lineWidth = 1;
  context.strokeStyle = theme.grid;
  context.fillStyle = theme.text;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const tick of roundTicks(ends.y[0], ends.y[1], 5)) {
    const y = Math.round(at(0, tick)[1]) + 0.5;
    context.beginPath();
    context.moveTo(margin.left, y);
    context.lineTo(width - margin.right, y);
    context.stroke();
    context.fillText(shortNumber(tick), margin.left - 8, y);
  }
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const tick of roundTicks(ends.x[0], ends.x[1], Math.min(8, Math.floor(width / 90)))) {
    if (!Number.isInteger(tick)) continue;
    context.fillText(shortNumber(tick), at(tick, ends.y[0])[0], height - margin.bottom + 7);
  }
}

/** Every point and the curve, in the units of the spec. A thousand points take a millisecond. */
function draw(
  context: CanvasRenderingContext2D,
  spec: TrialsSpec,
  frame: Frame & { readonly groups: readonly PointGroup[] },
): void {
  const { width, height, theme, groups } = frame;
  const x = extentOf(spec.x);
  const y = spec.yRange ?? padded(extentOf(spec.y));
  const right = width - margin.left - margin.right;
  const tall = height - margin.top - margin.bottom;
  const spanX = x[1] - x[0] || 1;
  const spanY = y[1] - y[0] || 1;
  const at = (atX: number, atY: number): [number, number] => [
    margin.left + 6 + ((atX - x[0]) / spanX) * (right - 12),
    margin.top + (1 - (atY - y[0]) / spanY) * tall,
  ];
  context.clearRect(0, 0, width, height);
  drawAxes(context, { x, y }, { frame, at });
  context.save();
  context.beginPath();
  context.rect(margin.left, margin.top - 4, right, tall + 8);
  context.clip();
  groups.forEach(({ points }, g) => {
    const color = theme.colors[g % theme.colors.length]!;
    context.fillStyle = color;
    context.strokeStyle = color;
    for (const i of points) {
      const [atX, atY] = [spec.x[i] ?? null, spec.y[i] ?? null];
      if (atX === null || atY === null) continue;
      context.beginPath();
      context.arc(...at(atX, atY), 3, 0, 2 * Math.PI);
      context.globalAlpha = spec.hollow?.[i] === true ? 0.45 : 0.85;
      if (spec.hollow?.[i] === true) context.stroke();
      else context.fill();
    }
  });
  context.globalAlpha = 1;
  if (spec.curve) {
    context.strokeStyle = theme.text;
    context.lineWidth = 1.5;
    context.beginPath();
    let last: number | null = null;
    spec.curve.x.forEach((atX, i) => {
      const value = spec.curve!.y[i] ?? null;
      if (atX === null || value === null) return;
      const [px, py] = at(atX, value);
      if (last === null) context.moveTo(px, py);
      else {
        context.lineTo(px, last);
        context.lineTo(px, py);
      }
      last = py;
    });
    context.stroke();
  }
  context.restore();
}

function padded([low, high]: readonly [number, number]): [number, number] {
  const air = (high - low) * 0.06 || Math.abs(high) * 0.01 || 1;
  return [low - air, high + air];
}

/**
 * Trials while they arrive, drawn on a canvas: cheap enough to keep the window at its frames. What
 * is at rest is shown by `Chart`, which can be pointed at.
 */
export function LiveTrials(props: { spec: TrialsSpec; title: string; height: number }) {
  const { spec, title, height } = props;
  const body = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(body);
  const theme = useChartTheme();
  const groups = groupPoints(spec.x.length, spec.groups, spec.groupOrder);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || width === 0) return;
    const scale = globalThis.devicePixelRatio || 1;
    element.width = width * scale;
    element.height = height * scale;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    draw(context, spec, { width, height, theme, groups });
  });
  return (
    <figure className={classes.frame} aria-label={title}>
      <figcaption className={classes.title}>{title}</figcaption>
      <ul className={classes.legend}>
        {groups.map(({ name }, g) =>
          name === '' ? null : (
            <li key={name}>
              <span style={{ background: theme.colors[g % theme.colors.length] }} />
              {ellipsize(name, 34)}
            </li>
          ),
        )}
      </ul>
      <div ref={body}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={describeChart(spec)}
          style={{ display: 'block', width: '100%', height }}
        />
      </div>
    </figure>
  );
}
