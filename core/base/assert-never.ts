/** The end of an exhaustive switch. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected case ${JSON.stringify(value)}`);
}
