import type { Job } from '../../contract/events.ts';
import type { CliIo } from './io.ts';
import { formatDuration, visible } from './format-value.ts';

const barWidth = 24;
/** No flicker for what is done at once. */
const delayMs = { terminal: 400, file: 3_000 };
const lineEveryMs = 5_000;

/** `[######------]  50 %  fitting  12 s left` */
export function progressLine(job: Job): string {
  const parts: string[] = [];
  if (job.fraction !== null) {
    const done = Math.round(Math.min(1, Math.max(0, job.fraction)) * barWidth);
    const percent = String(Math.floor(job.fraction * 100)).padStart(3);
    parts.push(`[${'#'.repeat(done)}${'-'.repeat(barWidth - done)}] ${percent} %`);
  }
  parts.push(visible(job.stage || job.title));
  if (job.message) parts.push(visible(job.message));
  if (job.remainingMs !== null) parts.push(`${formatDuration(job.remainingMs)} left`);
  return parts.join('  ');
}

/** Shows a job's progress on standard error: one redrawn line on a terminal, rare lines elsewhere. */
export function createProgressBar(io: CliIo): { show(job: Job): void; clear(): void } {
  const started = io.now();
  let shownAt = Number.NEGATIVE_INFINITY;
  let shownStage = '';
  let drawn = false;
  return {
    show(job) {
      if (job.finishedAt !== null) return;
      const now = io.now();
      if (io.stderrIsTerminal) {
        if (now - started < delayMs.terminal) return;
        io.err(`\r\u001b[2K${progressLine(job).slice(0, io.width - 1)}`);
        drawn = true;
        return;
      }
      const due = now - shownAt >= lineEveryMs || job.stage !== shownStage;
      if (now - started < delayMs.file || !due) return;
      io.err(`${progressLine(job)}\n`);
      shownAt = now;
      shownStage = job.stage;
    },
    clear() {
      if (drawn) io.err('\r\u001b[2K');
      drawn = false;
    },
  };
}
