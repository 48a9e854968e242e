/** Content-addressed files: `artifacts/ab/<sha256>`, written aside, fsynced, renamed. */
export interface ArtifactStore {
  /** Stores bytes or text; storing the same content again is free. */
  put(content: Uint8Array | string): Promise<StoredArtifact>;
  /** Moves a finished file of the temporary folder into the store. */
  adopt(path: string): Promise<StoredArtifact>;
  /** Copies a file into the store, byte for byte. `onBytes` hears how much was copied. */
  copyIn(
    path: string,
    options?: { onBytes?: (done: number, total: number) => void; signal?: AbortSignal },
  ): Promise<StoredArtifact>;
  /** Absolute path of an artifact; throws NOT_FOUND when it is missing. */
  path(sha256: string): string;
  read(sha256: string): Promise<Uint8Array>;
  readText(sha256: string): Promise<string>;
}

export interface StoredArtifact {
  readonly sha256: string;
  readonly bytes: number;
}
