import { html } from 'hono/html';
import type { Profile } from '../../contract/eda.ts';
import { formatInteger, formatPercent } from '../format.ts';
import { joinMarkup, type Markup, picture, shorten } from './frame.ts';
import { px } from './scale.ts';

type Missing = Profile['missing'];

const width = 1080;
const left = 150;

/**
 * Where each of the given columns is missing: a line a column, rows from left to right, its blocks of
 * rows as dark as much of them is missing, and its share on the right.
 */
export function missingMatrix(missing: Missing, columns: readonly number[], rows: number): Markup {
  const line = 20;
  const right = 84;
  const { share, rowsPerBlock } = missing.blocks;
  const blockWidth = (width - left - right) / Math.max(1, share.length);
  const lines = columns.map((index, i) => {
    const { name, share: all } = missing.columns[index]!;
    const y = i * line;
    const blocks = share.flatMap((block, at) => {
      const missingShare = block[index]!;
      if (missingShare === 0) return [];
      const [from, to] = [at * rowsPerBlock, Math.min(rows, (at + 1) * rowsPerBlock) - 1];
      const tip = `${name}, rows ${formatInteger(from)} to ${formatInteger(to)}: ${formatPercent(block[index])} missing`;
      return [
        html`<rect class="bar b" fill-opacity="${px(0.15 + 0.85 * block[index]!)}" x="${px(left + at * blockWidth)}" y="${y + 3}" width="${px(blockWidth + 0.3)}" height="${line - 5}" data-tip="${tip}"/>`,
      ];
    });
    return joinMarkup([
      html`<rect class="ground" x="${left}" y="${y + 3}" width="${width - left - right}" height="${line - 5}"/><text class="label" x="${left - 8}" y="${y + 15}" text-anchor="end">${shorten(name, 20)}<title>${name}</title></text>`,
      ...blocks,
      html`<text class="value" x="${width - right + 8}" y="${y + 15}">${formatPercent(all)}</text>`,
    ]);
  });
  const height = columns.length * line + 22;
  const foot = html`<text class="tick" x="${left}" y="${height - 4}">first row</text><text class="tick" x="${width - right}" y="${height - 4}" text-anchor="end">last row</text>`;
  const frame = { width, height, left, right, top: 0, bottom: 22 };
  return picture(frame, 'Where values are missing', joinMarkup([...lines, foot]));
}

/** Columns that are missing in the same rows join near the left; the further right, the less alike. */
export function missingDendrogram({ dendrogram }: Missing): Markup {
  const { columns, linkage, order } = dendrogram;
  const line = 22;
  const frameWidth = 560;
  const right = 16;
  const span = frameWidth - left - right;
  const furthest = Math.max(1e-12, ...linkage.map((merge) => merge[2]!));
  const x = (distance: number) => left + (distance / furthest) * span;
  const nodes = new Map<number, { x: number; y: number }>();
  for (const [at, leaf] of order.entries()) nodes.set(leaf, { x: left, y: at * line + 13 });
  const joins = linkage.map(([a, b, distance], i) => {
    const [one, other] = [nodes.get(a!)!, nodes.get(b!)!];
    const at = x(distance!);
    nodes.set(columns.length + i, { x: at, y: (one.y + other.y) / 2 });
    const tip = `differ in ${formatInteger(Math.round(distance! ** 2))} rows`;
    return html`<path class="line a" d="M${px(one.x)} ${px(one.y)}H${px(at)}V${px(other.y)}H${px(other.x)}" data-tip="${tip}"/>`;
  });
  const names = order.map(
    (leaf, at) =>
      html`<text class="label" x="${left - 8}" y="${at * line + 17}" text-anchor="end">${shorten(columns[leaf]!, 20)}<title>${columns[leaf]!}</title></text>`,
  );
  const height = columns.length * line + 6;
  const frame = { width: frameWidth, height, left, right, top: 0, bottom: 6 };
  return picture(frame, 'Columns that are missing together', joinMarkup([...joins, ...names]));
}
