/** A password in an address, as in `postgres://user:password@host`, also where the address is not whole. */
const passwordInUrl = /([a-z][a-z0-9+.-]*:\/*[^\s:@/"']*):[^\s"']*@/gi;
const passwordParameter = /([?&](?:password|sslpassword)=)[^&\s"']*/gi;

/** The text with the passwords of addresses in it replaced by stars. */
export function redactPasswords(text: string): string {
  return text.replace(passwordInUrl, '$1:***@').replace(passwordParameter, '$1***');
}

/** The value with the passwords of addresses in all its texts replaced by stars. */
export function redactValue(value: unknown): unknown {
  if (typeof value === 'string') return redactPasswords(value);
  if (Array.isArray(value)) return value.map(redactValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redactValue(inner)]));
}
