import type { AuditEvent } from '../contract/audit.ts';

/** Append-only; each event carries the hash of the one before. */
export interface AuditLog {
  /** Call inside the same transaction as the change it tells of. */
  append(event: {
    readonly actor: string;
    readonly operation: string;
    readonly subject: string;
    readonly detail: Record<string, unknown>;
    readonly at: number;
  }): AuditEvent;
  list(options: { readonly limit: number; readonly before?: number }): AuditEvent[];
  verify(): { valid: boolean; events: number; firstBroken?: number };
}
