import type { ExpectationDefinition } from './define-expectation.ts';
import * as aggregates from './expectations/aggregates.ts';
import * as distinctValues from './expectations/distinct-values.ts';
import { klDivergenceToBeLessThan } from './expectations/kl-divergence.ts';
import * as multicolumn from './expectations/multicolumn.ts';
import * as pairs from './expectations/pairs.ts';
import { quantileValuesToBeBetween } from './expectations/quantiles.ts';
import * as tableColumns from './expectations/table-columns.ts';
import * as tableRows from './expectations/table-rows.ts';
import { unexpectedRows } from './expectations/unexpected-rows.ts';
import * as lengths from './expectations/value-lengths.ts';
import { valueZScoresToBeLessThan } from './expectations/value-z-scores.ts';
import { valuesToBeBetween } from './expectations/values-between.ts';
import { valuesToBeDateutilParseable } from './expectations/values-dateutil-parseable.ts';
import { valuesToBeInSet, valuesToNotBeInSet } from './expectations/values-in-set.ts';
import * as json from './expectations/values-json.ts';
import * as like from './expectations/values-match-like.ts';
import * as regex from './expectations/values-match-regex.ts';
import { valuesToMatchStrftimeFormat } from './expectations/values-match-strftime.ts';
import { valuesToBeNull, valuesToNotBeNull } from './expectations/values-missing.ts';
import { valuesToBeDecreasing, valuesToBeIncreasing } from './expectations/values-monotonic.ts';
import { valuesToBeInTypeList, valuesToBeOfType } from './expectations/values-of-type.ts';
import { valuesToBeUnique } from './expectations/values-unique.ts';

const list: readonly ExpectationDefinition[] = [
  valuesToNotBeNull,
  valuesToBeNull,
  valuesToBeUnique,
  valuesToBeBetween,
  valuesToBeInSet,
  valuesToNotBeInSet,
  valuesToBeOfType,
  valuesToBeInTypeList,
  regex.valuesToMatchRegex,
  regex.valuesToNotMatchRegex,
  regex.valuesToMatchRegexList,
  regex.valuesToNotMatchRegexList,
  like.valuesToMatchLikePattern,
  like.valuesToNotMatchLikePattern,
  like.valuesToMatchLikePatternList,
  like.valuesToNotMatchLikePatternList,
  lengths.valueLengthsToBeBetween,
  lengths.valueLengthsToEqual,
  valuesToMatchStrftimeFormat,
  valuesToBeDateutilParseable,
  json.valuesToBeJsonParseable,
  json.valuesToMatchJsonSchema,
  valuesToBeIncreasing,
  valuesToBeDecreasing,
  valueZScoresToBeLessThan,
  aggregates.minToBeBetween,
  aggregates.maxToBeBetween,
  aggregates.meanToBeBetween,
  aggregates.medianToBeBetween,
  aggregates.stdevToBeBetween,
  aggregates.sumToBeBetween,
  aggregates.uniqueValueCountToBeBetween,
  aggregates.proportionOfUniqueValuesToBeBetween,
  aggregates.proportionOfNonNullValuesToBeBetween,
  quantileValuesToBeBetween,
  distinctValues.mostCommonValueToBeInSet,
  distinctValues.distinctValuesToBeInSet,
  distinctValues.distinctValuesToContainSet,
  distinctValues.distinctValuesToEqualSet,
  klDivergenceToBeLessThan,
  pairs.pairValuesToBeEqual,
  pairs.pairValuesAToBeGreaterThanB,
  pairs.pairValuesToBeInSet,
  multicolumn.compoundColumnsToBeUnique,
  multicolumn.multicolumnSumToEqual,
  multicolumn.selectColumnValuesToBeUniqueWithinRecord,
  multicolumn.multicolumnValuesToBeEqual,
  tableRows.tableRowCountToBeBetween,
  tableRows.tableRowCountToEqual,
  tableRows.tableRowCountToEqualOtherTable,
  tableColumns.tableColumnCountToBeBetween,
  tableColumns.tableColumnCountToEqual,
  tableColumns.tableColumnsToMatchOrderedList,
  tableColumns.tableColumnsToMatchSet,
  tableColumns.columnToExist,
  unexpectedRows,
];

/** Every rule by its type, in the order the catalogue shows them. */
export const expectations: ReadonlyMap<string, ExpectationDefinition> = new Map(
  list.map((definition) => [definition.type, definition]),
);
