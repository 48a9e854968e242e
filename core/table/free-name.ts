/** The name, or the name with the first of _1, _2 … that is not taken. */
export function freeName(name: string, taken: Iterable<string>): string {
  const names = new Set(taken);
  if (!names.has(name)) return name;
  let number = 1;
  while (names.has(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}
