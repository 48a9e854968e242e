import type { Failure } from '../../../../core/contract/failure.ts';
import { uploadFile } from '../../../client/files.ts';
import { toFailure } from '../../../client/to-failure.ts';

export interface Upload {
  readonly id: number;
  readonly file: File;
}

export interface UploadState {
  /** Share of the bytes handed over, 0..1. */
  readonly sent?: number;
  /** Where the core finds it. */
  readonly path?: string;
  readonly failure?: Failure;
}

export interface UploadQueue {
  add(uploads: readonly Upload[]): void;
  /** Takes one out that has not begun. */
  remove(id: number): void;
  clear(): void;
}

/** A browser opens six connections to a host; the sheet needs some of them for its previews. */
const atOnce = 3;

/** Hands files to the core, a few at a time, and tells each change. */
export function createUploadQueue(tell: (id: number, state: UploadState) => void): UploadQueue {
  let waiting: Upload[] = [];
  let running = 0;

  async function send({ id, file }: Upload): Promise<void> {
    running++;
    try {
      const path = await uploadFile(file, (sent) => tell(id, { sent }));
      tell(id, { path, sent: 1 });
    } catch (thrown) {
      tell(id, { failure: toFailure(thrown) });
    }
    running--;
    pump();
  }

  function pump(): void {
    while (running < atOnce) {
      const next = waiting.shift();
      if (!next) return;
      void send(next);
    }
  }

  return {
    add(uploads) {
      waiting.push(...uploads);
      pump();
    },
    remove(id) {
      waiting = waiting.filter((upload) => upload.id !== id);
    },
    clear() {
      waiting = [];
    },
  };
}
