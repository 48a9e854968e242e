import { useCallback, useEffect, useRef, useState } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { Failure } from '../../../../core/contract/failure.ts';
import { baseName, uploadFile } from '../../../client/files.ts';
import { toFailure } from '../../../client/to-failure.ts';
import { useJob } from '../../../client/use-job.ts';
import type { ModelSource } from '../../../stores/model-import.ts';

export type Inspected = OutputOf<'registry.inspect'>;

export interface ModelFile {
  readonly fileName: string;
  /** Share of the bytes handed over, 0..1; null once the core has it. */
  readonly sent: number | null;
  readonly path: string | null;
  /** The last answer; stays while the file is matched with another version. */
  readonly inspected: Inspected | null;
  readonly inspecting: ReturnType<typeof useJob<'registry.inspect'>>;
  readonly failure: Failure | null;
  /** Matches the model with another version or target. */
  readonly match: (change: { version?: string; target?: string }) => Promise<Inspected | null>;
}

/** Hands a model file to the core and asks what it holds. */
export function useModelFile(source: ModelSource): ModelFile {
  const [sent, setSent] = useState<number | null>(0);
  const [path, setPath] = useState<string | null>(typeof source === 'string' ? source : null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [inspected, setInspected] = useState<Inspected | null>(null);
  const inspecting = useJob('registry.inspect');
  const { start } = inspecting;
  const begun = useRef(false);

  const ask = useCallback(
    async (file: string, change: { version?: string; target?: string }) => {
      const answer = await start({ file, ...change });
      if (answer) setInspected(answer);
      return answer;
    },
    [start],
  );
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const handed =
      typeof source === 'string' ? Promise.resolve(source) : uploadFile(source, setSent);
    handed.then(
      (file) => {
        setPath(file);
        setSent(null);
        return ask(file, {});
      },
      (thrown: unknown) => setFailure(toFailure(thrown)),
    );
  }, [source, ask]);

  return {
    fileName: typeof source === 'string' ? baseName(source) : source.name,
    sent,
    path,
    inspected,
    inspecting,
    failure: failure ?? inspecting.error,
    match: (change) => (path === null ? Promise.resolve(null) : ask(path, change)),
  };
}
