import { AppError } from '../base/app-error.ts';

/** A condition on one row. Comparisons with a missing value do not hold. */
export type FilterExpression =
  | {
      readonly kind: 'and' | 'or';
      readonly left: FilterExpression;
      readonly right: FilterExpression;
    }
  | { readonly kind: 'not'; readonly inner: FilterExpression }
  | {
      readonly kind: 'compare';
      readonly column: string;
      readonly operator: ComparisonOperator;
      readonly value: FilterLiteral;
    }
  | { readonly kind: 'in'; readonly column: string; readonly values: readonly FilterLiteral[] }
  | {
      readonly kind: 'between';
      readonly column: string;
      readonly low: FilterLiteral;
      readonly high: FilterLiteral;
    }
  | {
      readonly kind: 'text';
      readonly column: string;
      readonly test: 'contains' | 'starts' | 'ends';
      readonly value: string;
    }
  | { readonly kind: 'missing'; readonly column: string };

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type FilterLiteral = string | number | boolean;

type Token = {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'symbol' | 'end';
  readonly text: string;
  /** Of its first character, from 1. */
  readonly position: number;
};

const deepest = 50;

/**
 * Parses a filter such as `age > 60 and (sex = "female" or not cabin is missing)`. Columns are bare
 * words or in backticks; values are numbers, quoted texts, true and false; dates are texts in ISO form.
 * Also: `in (...)`, `between 1 and 2`, `contains`, `starts with`, `ends with`, `is [not] missing`.
 * Throws INVALID_INPUT with the position of the first thing it does not know.
 */
export function parseFilter(text: string): FilterExpression {
  const parser = new FilterParser(tokenizeFilter(text));
  return parser.parse();
}

const tokenPattern =
  /\s+|`((?:[^`]|``)+)`|"((?:[^"\\]|\\.|"")*)"|'((?:[^'\\]|\\.|'')*)'|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\p{L}\p{N}_.])|([\p{L}_][\p{L}\p{N}_.]*)|(==|=|!=|<>|<=|>=|<|>|\(|\)|,|&&|\|\||!)/uy;

function tokenizeFilter(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    tokenPattern.lastIndex = at;
    const match = tokenPattern.exec(text);
    if (!match) throw unexpected(`"${text.slice(at, at + 20)}"`, at + 1);
    const position = at + 1;
    const [, name, double, single, number, word, symbol] = match;
    if (name !== undefined)
      tokens.push({ kind: 'name', text: name.replaceAll('``', '`'), position });
    else if (double !== undefined)
      tokens.push({ kind: 'string', text: unquote(double, '"'), position });
    else if (single !== undefined)
      tokens.push({ kind: 'string', text: unquote(single, "'"), position });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, position });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, position });
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, position });
    at = tokenPattern.lastIndex;
  }
  tokens.push({ kind: 'end', text: '', position: text.length + 1 });
  return tokens;
}

function unquote(body: string, quote: string): string {
  return body.replaceAll(quote + quote, quote).replace(/\\(.)/gsu, '$1');
}

function unexpected(what: string, position: number): AppError {
  return new AppError('INVALID_INPUT', `The filter has ${what} at position ${position}`, {
    hint: 'Write conditions such as: age > 60 and (sex = "female" or not cabin is missing); put column names with blanks in backticks',
    path: 'filter',
  });
}

/** Recursive descent: or, and, not, one condition. */
class FilterParser {
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  parse(): FilterExpression {
    const expression = this.parseOr();
    if (this.peek.kind !== 'end') throw this.wanted('"and", "or" or the end');
    return expression;
  }

  private get peek(): Token {
    return this.tokens[this.at]!;
  }

  private take(): Token {
    return this.tokens[this.at++]!;
  }

  private takeIf(...texts: string[]): boolean {
    const { kind, text } = this.peek;
    if ((kind !== 'word' && kind !== 'symbol') || !texts.includes(text.toLowerCase())) return false;
    this.at++;
    return true;
  }

  private parseOr(): FilterExpression {
    let left = this.parseAnd();
    while (this.takeIf('or', '||')) left = { kind: 'or', left, right: this.parseAnd() };
    return left;
  }

  private parseAnd(): FilterExpression {
    let left = this.parseNot();
    while (this.takeIf('and', '&&')) left = { kind: 'and', left, right: this.parseNot() };
    return left;
  }

  private parseNot(): FilterExpression {
    if (++this.depth > deepest) throw unexpected('more than 50 levels', this.peek.position);
    try {
      if (this.takeIf('not', '!')) return { kind: 'not', inner: this.parseNot() };
      if (this.takeIf('(')) {
        const inner = this.parseOr();
        this.expect(')');
        return inner;
      }
      return this.parseCondition();
    } finally {
      this.depth--;
    }
  }

  private expect(symbol: string): void {
    if (!this.takeIf(symbol)) throw this.wanted(`"${symbol}"`);
  }

  private wanted(what: string): AppError {
    const { kind, text, position } = this.peek;
    const seen = kind === 'end' ? 'its end' : `"${text.slice(0, 40)}"`;
    return unexpected(`${seen} where ${what} is expected,`, position);
  }

  private parseCondition(): FilterExpression {
    const token = this.peek;
    if (token.kind !== 'word' && token.kind !== 'name') throw this.wanted('a column');
    if (token.kind === 'word' && keywords.has(token.text.toLowerCase()))
      throw this.wanted('a column');
    this.at++;
    const column = token.text;
    if (this.takeIf('is')) {
      const negated = this.takeIf('not');
      if (!this.takeIf('missing', 'null')) throw this.wanted('"missing"');
      return negate({ kind: 'missing', column }, negated);
    }
    const negated = this.takeIf('not');
    if (this.takeIf('in')) return negate(this.parseList(column), negated);
    if (this.takeIf('between')) {
      const low = this.parseLiteral();
      this.expect('and');
      return negate({ kind: 'between', column, low, high: this.parseLiteral() }, negated);
    }
    const test = this.parseTextTest();
    if (test)
      return negate({ kind: 'text', column, test, value: String(this.parseLiteral()) }, negated);
    if (negated) throw this.wanted('"in", "between" or "contains"');
    return this.parseComparison(column);
  }

  private parseTextTest(): 'contains' | 'starts' | 'ends' | null {
    if (this.takeIf('contains')) return 'contains';
    for (const test of ['starts', 'ends'] as const) {
      if (!this.takeIf(test)) continue;
      if (!this.takeIf('with')) throw this.wanted('"with"');
      return test;
    }
    return null;
  }

  private parseComparison(column: string): FilterExpression {
    const { text, kind } = this.peek;
    const operator = kind === 'symbol' ? operators.get(text) : undefined;
    if (!operator) throw this.wanted('a comparison');
    this.at++;
    return { kind: 'compare', column, operator, value: this.parseLiteral() };
  }

  private parseList(column: string): FilterExpression {
    this.expect('(');
    const values = [this.parseLiteral()];
    while (this.takeIf(',')) values.push(this.parseLiteral());
    this.expect(')');
    return { kind: 'in', column, values };
  }

  private parseLiteral(): FilterLiteral {
    const token = this.peek;
    const word = token.kind === 'word' ? token.text.toLowerCase() : '';
    if (token.kind !== 'string' && token.kind !== 'number' && word !== 'true' && word !== 'false') {
      throw this.wanted('a value (a number, a text in quotes, true or false)');
    }
    this.take();
    if (token.kind === 'number') return Number(token.text);
    return token.kind === 'string' ? token.text : word === 'true';
  }
}

const keywords: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'is',
  'between',
  'contains',
]);

const operators: ReadonlyMap<string, ComparisonOperator> = new Map([
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

function negate(expression: FilterExpression, negated: boolean): FilterExpression {
  return negated ? { kind: 'not', inner: expression } : expression;
}
