import type { Database } from 'better-sqlite3';
import type { ArtifactStore } from './artifact-store.ts';
import type { AuditLog } from './audit-log.ts';

/** An open workspace folder. Only storage/ makes one. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly createdAt: number;
  readonly db: Database;
  readonly artifacts: ArtifactStore;
  readonly audit: AuditLog;
  /** For files that are being written; emptied when the workspace opens. */
  readonly temporaryFolder: string;
  /** Where exports go when the caller names no file. Downloads over HTTP are served from here only. */
  readonly exportsFolder: string;
  /** Where files dropped into a browser window land before they are imported. */
  readonly uploadsFolder: string;
  lastSavedAt(): number | null;
}
