import { redactPasswords } from '../base/redact.ts';

/** Longest text of an input that is kept with its job: pasted tables are kept where they belong. */
const longestText = 100_000;

/** The input of a job as the workspace keeps it: without passwords, and long texts by their length. */
export function storedInput(input: unknown): string {
  return JSON.stringify(input, (_key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (value.length > longestText) return `(${value.length} characters)`;
    return value.includes('@') || value.includes('password=') ? redactPasswords(value) : value;
  });
}
