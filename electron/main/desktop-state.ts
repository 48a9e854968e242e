import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Rectangle } from './electron-api.ts';

const stateSchema = z.object({
  /** The workspace that was open last. */
  workspace: z.string().optional(),
  window: z
    .object({
      x: z.number(),
      y: z.number(),
      width: z.number().min(1),
      height: z.number().min(1),
      maximized: z.boolean(),
    })
    .optional(),
});
export type DesktopState = z.infer<typeof stateSchema>;

/** What the last start left behind; a missing or damaged file is an empty state. */
export function readDesktopState(file: string): DesktopState {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

/** Written aside and renamed. A state that cannot be kept is forgotten: it is a convenience. */
export function writeDesktopState(file: string, state: DesktopState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const aside = `${file}.${process.pid}.tmp`;
    writeFileSync(aside, JSON.stringify(state));
    renameSync(aside, file);
  } catch {
    // The disk is full or read-only; the window works all the same.
  }
}

const grip = 80;

/** The bounds to open with: the remembered ones while a display still shows their title bar. */
export function usableBounds(
  remembered: Rectangle | undefined,
  displays: readonly { readonly workArea: Rectangle }[],
): Partial<Rectangle> & { width: number; height: number } {
  const standard = { width: 1360, height: 860 };
  if (!remembered) return standard;
  const { x, y, width, height } = remembered;
  const isVisible = displays.some(
    ({ workArea: area }) =>
      x + width > area.x + grip &&
      x < area.x + area.width - grip &&
      y >= area.y &&
      y < area.y + area.height - grip,
  );
  return isVisible ? { x, y, width, height } : { width, height };
}
