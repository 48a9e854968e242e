import type { Figure, FigureSize } from './figure.ts';
import { loadPlotly } from './load-plotly.ts';
import type { ChartTheme } from './theme.ts';

/** A file name any system takes, from a chart's title. */
export function imageName(title: string): string {
  const name = title
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80)
    .toLowerCase();
  return name === '' ? 'chart' : name;
}

/** Lets the person save `figure` as a picture on the surface colour; PNG at twice the size. */
export async function saveImage(
  format: 'png' | 'svg',
  figure: Figure,
  options: { readonly size: FigureSize; readonly theme: ChartTheme; readonly title: string },
): Promise<void> {
  const plotly = await loadPlotly();
  const layout = { ...figure.layout, paper_bgcolor: options.theme.surface };
  const address = await plotly.toImage(
    { data: figure.data, layout },
    { format, ...options.size, scale: format === 'png' ? 2 : 1 },
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = `${imageName(options.title)}.${format}`;
  link.click();
}
