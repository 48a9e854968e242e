import { AppError } from '../../base/app-error.ts';

export interface FormulaToken {
  readonly kind: 'number' | 'name' | 'symbol' | 'end';
  readonly text: string;
  /** Of its first character, from 1. */
  readonly position: number;
}

export const formulaHint =
  'Write for instance (tp - 5 * fp) / n, or mean(abs(actual - predicted)) or mean(if(predicted > actual, 3, 1) * abs(actual - predicted))';

/** INVALID_INPUT that names the place. */
export function formulaError(what: string, position: number): AppError {
  return new AppError('INVALID_INPUT', `The formula ${what} at position ${position}`, {
    hint: formulaHint,
    path: 'formula',
  });
}

const pattern =
  /\s+|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![A-Za-z0-9_.])|([A-Za-z_][A-Za-z0-9_]*)|(<=|>=|==|!=|[-+*/^(),<>=])/y;

/** Numbers, names and signs; anything else throws. */
export function tokenizeFormula(text: string): FormulaToken[] {
  const tokens: FormulaToken[] = [];
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match)
      throw formulaError(`has "${text.slice(at, at + 12)}", which it cannot read,`, at + 1);
    const [, number, name, symbol] = match;
    const position = at + 1;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, position });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name.toLowerCase(), position });
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, position });
  }
  tokens.push({ kind: 'end', text: '', position: text.length + 1 });
  return tokens;
}
