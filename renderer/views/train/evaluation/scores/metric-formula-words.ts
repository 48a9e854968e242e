/** What a formula may name, by what the run predicts. */
export interface FormulaWord {
  readonly name: string;
  readonly meaning: string;
}

export interface FormulaExample {
  readonly formula: string;
  readonly meaning: string;
}

const counts: readonly FormulaWord[] = [
  { name: 'tp', meaning: 'Positives called positive' },
  { name: 'fp', meaning: 'Negatives called positive' },
  { name: 'tn', meaning: 'Negatives called negative' },
  { name: 'fn', meaning: 'Positives called negative' },
  { name: 'positives', meaning: 'Rows of the second class' },
  { name: 'negatives', meaning: 'Rows of the first class' },
];
const rows: FormulaWord = { name: 'n', meaning: 'Rows' };
const weight: FormulaWord = { name: 'weight', meaning: 'How much a row counts; 1 without weights' };

const ofNumbers: readonly FormulaWord[] = [
  { name: 'actual', meaning: 'The true value of each row' },
  { name: 'predicted', meaning: 'What the model says of each row' },
  weight,
];
const ofClasses = (two: boolean): readonly FormulaWord[] => [
  { name: 'actual', meaning: 'The true class of each row: 0, 1, 2 … in their order' },
  { name: 'predicted', meaning: 'The class that is called for each row' },
  {
    name: 'probability',
    meaning: two ? 'Of the second class, for each row' : 'Of the true class, for each row',
  },
  weight,
];

export const formulaFunctions: readonly FormulaWord[] = [
  { name: 'mean', meaning: 'Over the rows' },
  { name: 'sum', meaning: 'Over the rows' },
  { name: 'median', meaning: 'Over the rows' },
  { name: 'count', meaning: 'Rows where it is not 0' },
  { name: 'min', meaning: 'Over the rows, or of several' },
  { name: 'max', meaning: 'Over the rows, or of several' },
  { name: 'abs', meaning: 'Without the sign' },
  { name: 'sqrt', meaning: 'Square root' },
  { name: 'log', meaning: 'Natural logarithm' },
  { name: 'exp', meaning: 'e to the power' },
  { name: 'if', meaning: 'if(condition, then, else), for each row' },
];

/** What a formula may name; `classes` is 0 for a regression. */
export function formulaNames(classes: number): readonly FormulaWord[] {
  if (classes === 0) return [...ofNumbers, rows];
  return classes === 2 ? [...counts, rows, ...ofClasses(true)] : [...ofClasses(false), rows];
}

/** Formulas to begin with. */
export function formulaExamples(classes: number): readonly FormulaExample[] {
  if (classes === 0)
    return [
      { formula: 'mean(abs(actual - predicted))', meaning: 'Mean absolute error' },
      {
        formula: 'mean(if(predicted < actual, 3, 1) * abs(actual - predicted))',
        meaning: 'Too little counts three times',
      },
      {
        formula: 'count(abs(actual - predicted) <= 0.1 * abs(actual)) / n',
        meaning: 'Share within 10%',
      },
    ];
  if (classes === 2)
    return [
      { formula: '(fp + 5 * fn) / n', meaning: 'Mean cost, a miss five times an alarm' },
      { formula: 'tp / (tp + fn) - fp / (fp + tn)', meaning: 'Youden’s J' },
      { formula: 'mean((probability - actual) ^ 2)', meaning: 'Brier score' },
    ];
  return [
    { formula: 'mean(actual = predicted)', meaning: 'Accuracy' },
    { formula: 'mean(abs(actual - predicted))', meaning: 'Classes off, where they have an order' },
    { formula: 'mean(-log(probability))', meaning: 'Log loss' },
  ];
}

/** Whether a formula names only what runs of this kind have. */
export function formulaSuits(formula: string, classes: number): boolean {
  const known = new Set([...formulaNames(classes), ...formulaFunctions].map(({ name }) => name));
  const words = formula.toLowerCase().match(/[a-z_][a-z0-9_]*/g) ?? [];
  return words.every((word) => known.has(word) || /^e\d*$/.test(word));
}

/** The word that is being written at the end of a formula, and what stands before it. */
function lastWord(formula: string): { head: string; word: string } {
  const word = /[A-Za-z_]+$/.exec(formula)?.[0] ?? '';
  return { head: formula.slice(0, formula.length - word.length), word: word.toLowerCase() };
}

/** Whole formulas with the last word completed. */
export function completions(formula: string, classes: number): readonly string[] {
  const { head, word } = lastWord(formula);
  if (word === '') return [];
  const names = formulaNames(classes).map(({ name }) => name);
  const calls = formulaFunctions.map(({ name }) => `${name}(`);
  return [...names, ...calls]
    .filter((name) => name.startsWith(word) && name !== word)
    .map((name) => head + name);
}

/** The stretch of the formula that a message names; null where it names none. */
export function placeOf(message: string, formula: string): readonly [number, number] | null {
  const found = /at position (\d+)/.exec(message);
  if (!found) return null;
  const from = Number(found[1]) - 1;
  const word = /^[A-Za-z0-9_.]+/.exec(formula.slice(from))?.[0] ?? ' ';
  return [from, from + word.length];
}
