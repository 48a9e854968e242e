import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { apriori } from '../../../core/patterns/associations/apriori.ts';
import { associationParams } from '../../../core/patterns/associations/association-algorithm.ts';
import { fpGrowth } from '../../../core/patterns/associations/fp-growth.ts';
import { findRules, type Rule } from '../../../core/patterns/associations/rules.ts';
import { rowItems } from '../../../core/patterns/associations/table-items.ts';
import { asCoded } from '../../../core/preprocessing/coded.ts';
import type { CodedColumn, Table } from '../../../core/table/table.ts';
import { readPatternGolden, worst } from './golden-data.ts';

type GoldenRule = [string, string, ...(number | null)[]];

interface Golden {
  readonly tolerance: number;
  readonly measures: string[];
  readonly cases: {
    support: number;
    confidence: number;
    itemsets: [string, number][];
    rules: GoldenRule[];
  }[];
}

const golden = readPatternGolden<Golden>('associations');
const names = ['species', 'island', 'sex', 'year'];

function penguins(): Table {
  const file = join(import.meta.dirname, '../../../datasets/penguins.csv');
  const [header, ...lines] = readFileSync(file, 'utf8').replaceAll('"', '').trim().split(/\r?\n/);
  const rows = lines
    .map((line) => line.split(','))
    .map((cells) => names.map((name) => cells[header!.split(',').indexOf(name)]!))
    .filter((row) => row.every((cell) => cell !== '' && cell !== 'NA'));
  const columns = names.map((name, j): CodedColumn => {
    const dictionary = [...new Set(rows.map((row) => row[j]!))];
    const codes = Int32Array.from(rows, (row) => dictionary.indexOf(row[j]!));
    return asCoded({ name, type: 'category', codes, dictionary });
  });
  return { rows: rows.length, columns };
}

const sorted = (items: readonly string[]) => items.toSorted().join(';');
const key = (antecedent: string, consequent: string) => `${antecedent} => ${consequent}`;

/** In the order of the golden measures. */
function values(rule: Rule): (number | null)[] {
  return [
    rule.antecedentSupport,
    rule.consequentSupport,
    rule.support,
    rule.confidence,
    rule.lift,
    rule.representativity,
    rule.leverage,
    rule.conviction,
    rule.zhang,
    rule.jaccard,
    rule.certainty,
    rule.kulczynski,
  ];
}

describe.each([fpGrowth, apriori])('$title as mlxtend', (algorithm) => {
  it.each(golden.cases)('support $support, confidence $confidence', (example) => {
    const { transactions, representativity } = rowItems(penguins(), 4);
    const params = associationParams.parse({
      min_support: example.support,
      min_confidence: example.confidence,
      max_len: 20,
      max_rules: 10_000,
    });
    const found = algorithm.run(transactions, {
      params,
      seed: 7,
      tick: noTick,
      stopEarly: () => false,
    });
    const supports = new Map(
      found.map(({ items, count }) => [
        sorted(items.map((item) => transactions.names[item]!)),
        count / transactions.count,
      ]),
    );
    expect([...supports.keys()].toSorted()).toEqual(
      example.itemsets.map(([items]) => items).toSorted(),
    );
    const off = example.itemsets.map(([items, support]) =>
      Math.abs(supports.get(items)! - support),
    );
    expect(Math.max(...off)).toBeLessThan(golden.tolerance);

    const { rules, count } = findRules(found, {
      transactions: transactions.count,
      params,
      representativity,
      names: transactions.names,
      tick: noTick,
    });
    expect(count).toBe(example.rules.length);
    const byKey = new Map(
      rules.map((rule) => [key(sorted(rule.antecedent), sorted(rule.consequent)), values(rule)]),
    );
    for (const [antecedent, consequent, ...wanted] of example.rules) {
      const own = byKey.get(key(antecedent, consequent))!;
      expect(own.map((value) => value === null)).toEqual(wanted.map((value) => value === null));
      const numbers = (list: readonly (number | null)[]) => list.map((value) => value ?? 0);
      expect(worst(numbers(own), numbers(wanted))).toBeLessThan(golden.tolerance);
    }
  });
});
