import { formulaError, tokenizeFormula, type FormulaToken } from './formula-tokens.ts';

export const formulaCounts = ['tp', 'fp', 'tn', 'fn', 'n', 'positives', 'negatives'] as const;
export type FormulaCount = (typeof formulaCounts)[number];
export const formulaVectors = ['actual', 'predicted', 'probability', 'weight'] as const;
export type FormulaVector = (typeof formulaVectors)[number];

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=' | '=' | '!=';
export type MapFunction = 'abs' | 'sqrt' | 'log' | 'exp';
export type Reduction = 'mean' | 'sum' | 'min' | 'max' | 'median' | 'count';

/** A parsed formula. `rows`: it has a value for every row, else one for all. */
export type Formula = { readonly rows: boolean } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'count'; readonly name: FormulaCount }
  | { readonly kind: 'vector'; readonly name: FormulaVector }
  | { readonly kind: 'negate'; readonly inner: Formula }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Formula;
      readonly right: Formula;
    }
  | { readonly kind: 'map'; readonly name: MapFunction; readonly inner: Formula }
  | { readonly kind: 'reduce'; readonly name: Reduction; readonly inner: Formula }
  | { readonly kind: 'extreme'; readonly name: 'min' | 'max'; readonly parts: readonly Formula[] }
  | {
      readonly kind: 'if';
      readonly condition: Formula;
      readonly yes: Formula;
      readonly no: Formula;
    }
);

const mapFunctions: ReadonlySet<string> = new Set<MapFunction>(['abs', 'sqrt', 'log', 'exp']);
const reductions: ReadonlySet<string> = new Set<Reduction>([
  'mean',
  'sum',
  'min',
  'max',
  'median',
  'count',
]);
const functionNames = [...mapFunctions, ...reductions, 'if'];
const longest = 1000;
const deepest = 40;
const mostParts = 300;

/**
 * Parses a metric such as `(tp - 5 * fp) / n`: numbers, + − * / ^, parentheses, comparisons (1 or 0),
 * the counts and vectors above, abs sqrt log exp (a value a row, or of one number), mean sum median
 * count (of rows that are not 0) and min max over rows, min and max of several, if(condition, a, b).
 * The whole must be one number. Nothing of it is ever run as code. Throws INVALID_INPUT with the
 * position.
 */
export function parseFormula(text: string): Formula {
  if (text.length > longest)
    throw formulaError(`is longer than ${longest} characters`, longest + 1);
  const parser = new FormulaParser(tokenizeFormula(text));
  return parser.parse();
}

/** Recursive descent: comparison, sum, product, sign, power, one value. */
class FormulaParser {
  private readonly tokens: readonly FormulaToken[];
  private at = 0;
  private depth = 0;
  private parts = 0;

  constructor(tokens: readonly FormulaToken[]) {
    this.tokens = tokens;
  }

  parse(): Formula {
    const formula = this.parseComparison();
    if (this.peek.kind !== 'end') throw this.wanted('an operator or the end');
    if (formula.rows) {
      throw formulaError('has a value for every row, not one; put mean( ) around what begins', 1);
    }
    return formula;
  }

  private get peek(): FormulaToken {
    return this.tokens[this.at]!;
  }

  private takeSymbol<S extends string>(...symbols: S[]): S | null {
    const { kind, text } = this.peek;
    if (kind !== 'symbol' || !(symbols as string[]).includes(text)) return null;
    this.at++;
    return text as S;
  }

  private expect(symbol: string): void {
    if (this.takeSymbol(symbol) === null) throw this.wanted(`"${symbol}"`);
  }

  private wanted(what: string): Error {
    const { kind, text, position } = this.peek;
    const seen = kind === 'end' ? 'ends' : `has "${text.slice(0, 40)}"`;
    return formulaError(`${seen} where ${what} is expected,`, position);
  }

  private made(formula: Formula): Formula {
    if (++this.parts > mostParts) {
      throw formulaError(`has more than ${mostParts} parts`, this.peek.position);
    }
    return formula;
  }

  private binary(operator: BinaryOperator, left: Formula, right: Formula): Formula {
    return this.made({ kind: 'binary', operator, left, right, rows: left.rows || right.rows });
  }

  private parseComparison(): Formula {
    if (++this.depth > deepest) {
      throw formulaError(`is nested more than ${deepest} deep`, this.peek.position);
    }
    const left = this.parseSum();
    const operator = this.takeSymbol('<', '<=', '>', '>=', '=', '==', '!=');
    const compared = operator
      ? this.binary(operator === '==' ? '=' : operator, left, this.parseSum())
      : left;
    this.depth--;
    return compared;
  }

  private parseSum(): Formula {
    let left = this.parseProduct();
    for (;;) {
      const operator = this.takeSymbol('+', '-');
      if (!operator) return left;
      left = this.binary(operator, left, this.parseProduct());
    }
  }

  private parseProduct(): Formula {
    let left = this.parseSigned();
    for (;;) {
      const operator = this.takeSymbol('*', '/');
      if (!operator) return left;
      left = this.binary(operator, left, this.parseSigned());
    }
  }

  /** −2 ^ 2 is −4, as on paper. */
  private parseSigned(): Formula {
    let negative = false;
    for (let sign = this.takeSymbol('+', '-'); sign; sign = this.takeSymbol('+', '-')) {
      if (sign === '-') negative = !negative;
    }
    const inner = this.parsePower();
    return negative ? this.made({ kind: 'negate', inner, rows: inner.rows }) : inner;
  }

  /** 2 ^ 3 ^ 2 is 2 ^ 9. */
  private parsePower(): Formula {
    const base = this.parseValue();
    if (!this.takeSymbol('^')) return base;
    if (++this.depth > deepest) {
      throw formulaError(`is nested more than ${deepest} deep`, this.peek.position);
    }
    const power = this.binary('^', base, this.parseSigned());
    this.depth--;
    return power;
  }

  private parseValue(): Formula {
    const token = this.peek;
    if (this.takeSymbol('(')) {
      const inner = this.parseComparison();
      this.expect(')');
      return inner;
    }
    if (token.kind === 'number') {
      this.at++;
      return this.made({ kind: 'number', value: Number(token.text), rows: false });
    }
    if (token.kind !== 'name') throw this.wanted('a number or a name');
    this.at++;
    if (this.takeSymbol('(')) return this.parseCall(token);
    const count = formulaCounts.find((name) => name === token.text);
    if (count) return this.made({ kind: 'count', name: count, rows: false });
    const vector = formulaVectors.find((name) => name === token.text);
    if (vector) return this.made({ kind: 'vector', name: vector, rows: true });
    const known = [...formulaCounts, ...formulaVectors].join(', ');
    const called = functionNames.includes(token.text);
    const why = called
      ? `lacks "(" after ${token.text}`
      : `has "${token.text}", which is none of ${known},`;
    throw formulaError(why, token.position);
  }

  private parseArguments(): Formula[] {
    const parts = [this.parseComparison()];
    while (this.takeSymbol(',')) parts.push(this.parseComparison());
    this.expect(')');
    return parts;
  }

  private parseCall({ text: name, position }: FormulaToken): Formula {
    if (!functionNames.includes(name)) {
      throw formulaError(
        `calls "${name}", which is none of ${functionNames.join(', ')},`,
        position,
      );
    }
    const parts = this.parseArguments();
    const rows = parts.some((part) => part.rows);
    const [first, second, third] = parts as [Formula, Formula?, Formula?];
    if (name === 'if') {
      if (!second || !third || parts.length > 3) {
        throw formulaError(`gives if ${parts.length} values instead of 3`, position);
      }
      return this.made({ kind: 'if', condition: first, yes: second, no: third, rows });
    }
    if (parts.length > 1 && (name === 'min' || name === 'max')) {
      return this.made({ kind: 'extreme', name, parts, rows });
    }
    if (parts.length > 1) {
      throw formulaError(`gives ${name} ${parts.length} values instead of 1`, position);
    }
    if (mapFunctions.has(name)) {
      return this.made({ kind: 'map', name: name as MapFunction, inner: first, rows });
    }
    if (!rows) {
      const what = `takes the ${name} of one number; it needs one a row, such as ${name}(actual),`;
      throw formulaError(what, position);
    }
    return this.made({ kind: 'reduce', name: name as Reduction, inner: first, rows: false });
  }
}

/** The vectors and counts a formula names. */
export function namesOf(formula: Formula): ReadonlySet<FormulaVector | FormulaCount> {
  switch (formula.kind) {
    case 'number':
      return new Set();
    case 'count':
    case 'vector':
      return new Set([formula.name]);
    case 'negate':
    case 'map':
    case 'reduce':
      return namesOf(formula.inner);
    case 'binary':
      return new Set([...namesOf(formula.left), ...namesOf(formula.right)]);
    case 'extreme':
      return new Set(formula.parts.flatMap((part) => [...namesOf(part)]));
    case 'if':
      return new Set([
        ...namesOf(formula.condition),
        ...namesOf(formula.yes),
        ...namesOf(formula.no),
      ]);
  }
}
