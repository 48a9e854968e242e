/** The text is no date. */
export class Unreadable extends Error {}

export function isDigits(token: string): boolean {
  return /^\p{Nd}+$/u.test(token);
}

/** A whole number; throws Unreadable. */
export function whole(text: string): number {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new Unreadable();
  return Number(text);
}

/** Numbers that stand for year, month or day, in the order in which they came. */
export class DateNumbers {
  readonly values: number[] = [];
  centuryGiven = false;
  private readonly at: { y?: number; m?: number; d?: number } = {};

  add(value: number | string, label?: 'm' | 'y'): void {
    const wide = typeof value === 'string' ? isDigits(value) && value.length > 2 : value > 100;
    if (wide && label === 'm') throw new Unreadable();
    const kind = wide ? 'y' : label;
    if (wide) this.centuryGiven = true;
    this.values.push(typeof value === 'string' ? whole(value) : Math.trunc(value));
    if (kind === undefined) return;
    if (this.at[kind] !== undefined) throw new Unreadable();
    this.at[kind] = this.values.length - 1;
  }

  couldBeDay(value: number): boolean {
    if (value < 1) return false;
    const { y, m } = this.at;
    if (m === undefined) return value <= 31;
    return value <= daysIn(y === undefined ? 2000 : this.values[y]!, this.values[m]!);
  }

  /** Year, month and day as they most likely are; null for what was not given. */
  resolve(): [number | null, number | null, number | null] {
    const { y, m, d } = this.at;
    const named = [y, m, d].filter((index) => index !== undefined);
    const [a, b, c] = this.values as [number, number, number];
    const count = this.values.length;
    if ((count === named.length && count > 0) || (count === 3 && named.length === 2)) {
      const left = [0, 1, 2].find((index) => !named.includes(index));
      const pick = (index: number | undefined) => {
        const place = index ?? (count === 3 ? left : undefined);
        return place === undefined ? null : this.values[place]!;
      };
      return [pick(y), pick(m), pick(d)];
    }
    if (count > 3) throw new Unreadable();
    if (count === 0) return [null, null, null];
    if (count === 1 || (m !== undefined && count === 2)) {
      const month = m === undefined ? null : this.values[m]!;
      const other = m === undefined ? a : this.values[m === 0 ? 1 : 0];
      if (other === undefined || (count === 1 && m !== undefined)) return [null, month, null];
      return other > 31 ? [other, month, null] : [null, month, other];
    }
    if (count === 2) return a > 31 ? [a, b, null] : b > 31 ? [b, a, null] : [null, a, b];
    if (m === 0) return b > 31 ? [b, a, c] : [c, a, b];
    if (m === 1) return a > 31 ? [a, b, c] : [c, b, a];
    if (m === 2) return b > 31 ? [b, c, a] : [a, c, b];
    if (a > 31 || y === 0) return [a, b, c];
    return a > 12 ? [c, b, a] : [c, a, b];
  }
}

/** Throws Unreadable for a month that does not exist. */
export function daysIn(year: number, month: number): number {
  if (month < 1 || month > 12) throw new Unreadable();
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}
