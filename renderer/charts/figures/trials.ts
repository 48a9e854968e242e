import { axis, baseLayout, withLegend, type Figure, type FigureSize } from '../figure.ts';
import type { TrialsSpec } from '../search-spec.ts';
import { escapeMarkup, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import { groupPoints } from './group-points.ts';
import { axisText, trialAxis } from './trial-axis.ts';

/** Choices would hide each other on their line: each is moved a little, always the same way. */
function strewn(spec: TrialsSpec, i: number): number | null {
  const x = spec.x[i] ?? null;
  if (x === null || !spec.xAxis.labels) return x;
  return x + (((i * 0.618034) % 1) - 0.5) * 0.4;
}

/** Tries as points, those given up hollow, and what they came to as a step curve. */
export function trialsFigure(spec: TrialsSpec, theme: ChartTheme, size: FigureSize): Figure {
  const groups = groupPoints(spec.x.length, spec.groups, spec.groupOrder);
  const many = spec.x.length > 300;
  // Apart, because a trace of one look is drawn faster, and its legend shows that look.
  const layers = groups.flatMap(({ name, points }, g) => {
    const color = theme.colors[g % theme.colors.length]!;
    const isHollow = (i: number): boolean => spec.hollow?.[i] === true;
    const full = points.filter((i) => !isHollow(i));
    const hollow = points.filter(isHollow);
    return [
      { name, color, points: hollow, hollow: true, legend: full.length === 0 },
      { name, color, points: full, hollow: false, legend: true },
    ].filter((layer) => layer.points.length > 0);
  });
  const data = layers.map((layer): Record<string, unknown> => {
    const { name, color, points } = layer;
    return {
      type: 'scatter',
      mode: 'markers',
      name: escapeMarkup(name),
      legendgroup: name,
      showlegend: layer.legend && name !== '',
      x: points.map((i) => strewn(spec, i)),
      y: points.map((i) => spec.y[i] ?? null),
      marker: {
        size: many ? 5 : 6,
        symbol: layer.hollow ? 'circle-open' : 'circle',
        opacity: layer.hollow ? 0.45 : 0.85,
        color,
        line: { width: 1, color },
      },
      customdata: points.map((i) => [
        escapeMarkup(spec.names[i] ?? ''),
        escapeMarkup(axisText(spec.xAxis, spec.x[i] ?? null)),
        spec.y[i] === null ? '–' : shortNumber(spec.y[i]!),
      ]),
      hovertemplate: `<b>%{customdata[0]}</b><br>${escapeMarkup(spec.xAxis.title)}: %{customdata[1]}<br>${escapeMarkup(spec.yTitle)}: %{customdata[2]}<extra></extra>`,
    };
  });
  const pointIndices: (readonly number[] | null)[] = layers.map(({ points }) => points);
  if (spec.best !== undefined && spec.best !== null) {
    data.push({
      type: 'scatter',
      mode: 'markers',
      name: 'Best',
      showlegend: false,
      x: [strewn(spec, spec.best)],
      y: [spec.y[spec.best] ?? null],
      marker: { size: 13, symbol: 'circle-open', color: theme.text, line: { width: 2 } },
      hoverinfo: 'skip',
    });
    pointIndices.push(null);
  }
  if (spec.curve) {
    data.push({
      type: 'scatter',
      mode: 'lines',
      name: escapeMarkup(spec.curve.name),
      x: spec.curve.x,
      y: spec.curve.y,
      line: { color: theme.text, width: 1.5, shape: 'hv' },
      hoverinfo: 'skip',
    });
    pointIndices.push(null);
  }
  const layout = baseLayout(theme, size);
  const length = size.width - 60;
  layout['xaxis'] = trialAxis(spec.xAxis, spec.x, { theme, length });
  layout['yaxis'] = axis(theme, spec.yTitle, {
    type: 'linear',
    ...(spec.yRange ? { range: [...spec.yRange] } : {}),
    nticks: Math.max(3, Math.min(8, Math.floor(size.height / 45))),
    showline: true,
  });
  withLegend(layout, spec.groups !== undefined || spec.curve !== undefined);
  return { data, layout, tickTitles: new Map(), pointIndices };
}
