import type { CodedColumns } from './coded-columns.ts';
import { sumWidth, type TreeTarget } from './criteria.ts';

/** Columns with fewer codes are counted in histograms; with more their rows are sorted. */
export const histogramCodes = 1024;

/** What bounds a tree, as scikit-learn has it. */
export interface TreeRules {
  /** Infinity for no limit. */
  readonly maxDepth: number;
  /** Infinity for no limit; else leaves are split best first. */
  readonly maxLeafNodes: number;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  readonly minImpurityDecrease: number;
  /** Features that are tried at each node. */
  readonly maxFeatures: number;
  /** One threshold a feature drawn at random instead of the best. */
  readonly randomSplits: boolean;
  /** 1 where the output may only rise with a feature, −1 where it may only fall; null without such. */
  readonly monotonic: Int8Array | null;
}

/** A split as it is found: rows with codes up to `code`, or in `set`, go left. */
export interface Split {
  feature: number;
  code: number;
  threshold: number;
  missingLeft: boolean;
  /** Whether the node has rows without the feature; if not, they go with most rows. */
  sawMissing: boolean;
  gain: number;
  /** Of categories: 1 for those that go left. Null for numbers. */
  set: Uint8Array | null;
}

/** The memory in which a thread grows its trees one after the other. */
export interface Bench {
  readonly x: CodedColumns;
  readonly target: TreeTarget;
  readonly width: number;
  readonly rules: TreeRules;
  /** The rows of the tree; every node has a stretch of them. */
  readonly rows: Uint32Array;
  readonly spare: Uint32Array;
  /** Weight of each row of the data in this tree. */
  readonly weights: Float64Array;
  /** Of the node at hand: class and weight, or number, weight and weighted number, in order of its rows. */
  readonly nodeClass: Uint16Array;
  readonly nodeValue: Float64Array;
  readonly nodeWeight: Float64Array;
  readonly nodeWeighted: Float64Array;
  readonly total: Float64Array;
  /** Histogram of the feature at hand; zero between uses. */
  readonly histogram: Float64Array;
  readonly histogramRows: Int32Array;
  readonly touched: Uint32Array;
  /** Rows of the node by code: keys, places in the node, and memory to sort them. */
  readonly keys: Uint32Array;
  readonly places: Uint32Array;
  readonly spareKeys: Uint32Array;
  readonly sparePlaces: Uint32Array;
  /** Groups of equal code in rising order: code, rows and sums; the last one holds missing values. */
  readonly groupCode: Uint32Array;
  readonly groupRows: Int32Array;
  readonly groupSums: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** Order in which features are drawn, those known to be constant first; and the constant ones. */
  readonly features: Int32Array;
  readonly constant: Int32Array;
  readonly best: Split;
}

export function noSplit(): Split {
  return {
    feature: -1,
    code: 0,
    threshold: 0,
    missingLeft: false,
    sawMissing: false,
    gain: -Infinity,
    set: null,
  };
}

/** O(rows × outputs) memory. */
export function createBench(x: CodedColumns, target: TreeTarget, rules: TreeRules): Bench {
  const { rows } = x;
  const width = sumWidth(target);
  const ofNumbers = target.classes === 0 ? rows : 0;
  const mostGroups = x.counts.reduce((most, count) => Math.max(most, Math.min(count, rows)), 0) + 1;
  const uint32 = () => new Uint32Array(rows);
  return {
    x,
    target,
    width,
    rules,
    rows: uint32(),
    spare: uint32(),
    weights: new Float64Array(rows).fill(1),
    nodeClass: new Uint16Array(target.classes > 0 ? rows : 0),
    nodeValue: new Float64Array(ofNumbers),
    nodeWeight: new Float64Array(rows),
    nodeWeighted: new Float64Array(ofNumbers),
    total: new Float64Array(width),
    histogram: new Float64Array(histogramCodes * width),
    histogramRows: new Int32Array(histogramCodes),
    touched: new Uint32Array(histogramCodes / 32),
    keys: uint32(),
    places: uint32(),
    spareKeys: uint32(),
    sparePlaces: uint32(),
    groupCode: new Uint32Array(mostGroups),
    groupRows: new Int32Array(mostGroups),
    groupSums: new Float64Array(mostGroups * width),
    left: new Float64Array(width),
    right: new Float64Array(width),
    features: Int32Array.from(x.columns.keys()),
    constant: new Int32Array(x.columns.length),
    best: noSplit(),
  };
}
