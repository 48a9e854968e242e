/** Content-addressed files: `artifacts/ab/<sha256>`, written aside, fsynced, renamed. */
export interface ArtifactStore {
  /** Stores bytes or text; storing the same content again is free. */
  put(content: Uint8Array | string): Promise<StoredArtifact>;
  /**
   * Moves a finished file of the temporary folder into the store. `known` spares reading it: the hash
   * and size that were counted while it was written.
   */
  adopt(path: string, known?: StoredArtifact): Promise<StoredArtifact>;
  /** Copies a file into the store, byte for byte. `onBytes` hears how much was copied. */
  copyIn(
    path: string,
    options?: { onBytes?: (done: number, total: number) => void; signal?: AbortSignal },
  ): Promise<StoredArtifact>;
  /** Absolute path of an artifact; throws NOT_FOUND when it is missing. */
  path(sha256: string): string;
  read(sha256: string): Promise<Uint8Array>;
  readText(sha256: string): Promise<string>;
  /** Whether something is being stored at this moment. */
  isBusy(): boolean;
  /** Every file of the store, also what the database does not list. */
  listFiles(): StoredArtifact[];
  /**
   * Removes files that no row of the database names any more; what is absent or cannot be removed now
   * stays for the next time. At once, so that nothing can be stored in between.
   */
  removeFiles(sha256s: readonly string[]): void;
}

export interface StoredArtifact {
  readonly sha256: string;
  readonly bytes: number;
}
