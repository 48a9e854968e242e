export interface DatabaseAddress {
  /** Without the password. */
  readonly url: string;
  /** Empty: none was in it. */
  readonly password: string;
}

const parts = /^(postgres(?:ql)?:\/\/)([^/?#@]*)@(.*)$/;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Takes the password out of an address, so that it can be kept off the screen. */
export function splitPassword(url: string): DatabaseAddress {
  const match = parts.exec(url.trim());
  const user = match?.[2] ?? '';
  const colon = user.indexOf(':');
  if (!match || colon < 0) return { url, password: '' };
  return {
    url: `${match[1]}${user.slice(0, colon)}@${match[3]}`,
    password: decoded(user.slice(colon + 1)),
  };
}

/** The address with its password, as the core takes it. */
export function joinPassword({ url, password }: DatabaseAddress): string {
  const match = parts.exec(url.trim());
  if (!match || password === '') return url.trim();
  return `${match[1]}${match[2]}:${encodeURIComponent(password)}@${match[3]}`;
}

export function isDatabaseUrl(url: string): boolean {
  return /^postgres(ql)?:\/\/[^/\s]+/.test(url.trim());
}
