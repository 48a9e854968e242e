/** Would Python's json.loads read this text? It knows NaN and infinities besides JSON. */
export function isPythonJson(text: string): boolean {
  try {
    JSON.parse(withoutConstants(text));
    return true;
  } catch {
    return false;
  }
}

/** NaN, Infinity and -Infinity outside of texts become numbers. */
function withoutConstants(text: string): string {
  if (!/NaN|Infinity/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/gs, (part) =>
    part.startsWith('"') ? part : '0',
  );
}
