import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface LogFile {
  write(line: string): void;
}

/**
 * A file that lines are appended to. Before it would grow past `mostBytes` it becomes `<file>.1`, in
 * place of the older one. A log that cannot be written (a full disk) must not take the program down,
 * so failures are dropped.
 */
export function openLogFile(file: string, mostBytes: number): LogFile {
  let bytes = 0;
  return {
    write(line) {
      try {
        bytes ||= statSync(file, { throwIfNoEntry: false })?.size ?? 0;
        const more = Buffer.byteLength(line);
        if (bytes > 0 && bytes + more > mostBytes) {
          renameSync(file, `${file}.1`);
          bytes = 0;
        }
        mkdirSync(dirname(file), { recursive: true });
        appendFileSync(file, line);
        bytes += more;
      } catch {
        // See above.
      }
    },
  };
}
