// Read by AssemblyScript and by TypeScript alike: plain constants only. Where things lie in the memory
// that kernels share; addresses and counts are Int32, sums and factors Float64. A packed gradient is an
// Int64: the gradient in the upper half, the hessian in the lower one. Wide, it is two: the gradient, and
// rows and hessian; a histogram then has a second plane behind the first.

/** The control block: what the team of threads agrees by. Bytes from the start of the memory. */
export const controlAt = 1024;
export const controlGeneration = 0;
export const controlPending = 4;
export const controlOperation = 8;
export const controlReady = 12;

/** Integers of the running fit, one Int32 each from here on. */
export const integersAt = 2048;
/** Numbers of the running fit, one Float64 each from here on. */
export const numbersAt = 4096;
/** What is allocated begins here. */
export const heapAt = 8192;

/** Rows of a block: blocks are dealt to shards in turn, and sums are kept by block. */
export const blockRows = 4096;
/** Rows whose codes are copied together before they are counted. */
export const gatherRows = 256;
/** Bytes a feature takes in a histogram: 256 bins of an Int64. */
export const featureBytes = 2048;

/** A node of a tree to score with: see kernels/score-trees.ts. */
export const nodeBytes = 32;

// --- integers
export const iRows = 0;
export const iFeatures = 1;
/** Bytes of a row of codes. */
export const iStride = 2;
export const iRowCodes = 3;
export const iColumnCodes = 4;
export const iPacked = 5;
export const iGradients = 6;
export const iHessians = 7;
export const iMargin = 8;
export const iTarget = 9;
/** 0 without weights. */
export const iWeights = 10;
/** Row numbers by shard; the rows of a node lie together. */
export const iOrder = 11;
export const iSpare = 12;
/** Where each node's rows begin and end, by node × shards + shard. */
export const iNodeFrom = 13;
export const iNodeTo = 14;
/** One histogram a shard but the first. */
export const iPartials = 15;
export const iHistogramBytes = 16;
/** A shard's room for copied codes and packed gradients. */
export const iGather = 17;
export const iGatherBytes = 18;
/** Bins of values of each feature; the next code is the missing value's. */
export const iBinCounts = 19;
/** Two numbers a block: sum of |gradient| and of hessians. */
export const iBlockSums = 20;
export const iBlocks = 21;
/** 1 when the rows of the tree are all rows. */
export const iWhole = 22;
/** Bits of the hessian below the count of rows: 0 when rows are counted and no hessian is kept. */
export const iHessianBits = 24;
/** 0 for packed gradients of one Int64, else where the second ones are. */
export const iPackedLow = 25;
/** Bytes from a histogram's first plane to its second. */
export const iPlaneBytes = 23;
/** Rows are counted in the sums: always when wide, or when no hessian is kept. */
export const iCounted = 54;
export const iSeed = 26;
export const iShards = 27;
// of the split
export const iParent = 28;
export const iLeft = 29;
export const iRight = 30;
export const iSplitColumn = 31;
/** 256 bytes: 4 for codes that go left, else 0. */
export const iGoesLeft = 32;
export const iSmall = 33;
/** 1: one thread does the shards one after the other, into the first shard's histogram. */
export const iSerial = 34;
// of the search
export const iSmallHistogram = 35;
/** 0 when the other child is not wanted; else it becomes the other child's histogram. */
export const iParentHistogram = 36;
export const iPartialCount = 37;
export const iSearchSmall = 38;
export const iSearchLarge = 39;
/** Results by side × features + feature: see `resultBytes`. */
export const iResults = 40;
/** One byte a feature: 1 when the kernel searches it; of each side. */
export const iSmallMask = 41;
export const iLargeMask = 42;
// of the score update
export const iLeaves = 43;
export const iLeafNodes = 44;
export const iLeafValues = 45;
// of binning
export const iValues = 46;
export const iBounds = 47;
export const iBoundCount = 48;
export const iFeature = 49;
export const iKeys = 50;
export const iKeysSpare = 51;
export const iKeyCount = 52;
export const iKeyBytes = 53;
/** One byte a feature, set to 1 once a missing value was coded. */
export const iHasMissing = 55;
// of the rows a tree was not grown on
export const iUnseen = 56;
export const iUnseenCount = 57;
/** By node: feature (−1 in a leaf), the two children, 256 bytes as iGoesLeft, and the value. */
export const iTreeFeatures = 58;
export const iTreeChildren = 59;
export const iTreeGoesLeft = 60;
export const iTreeValues = 61;

// --- numbers
export const nGradientScale = 0;
export const nHessianScale = 1;
export const nGradientUnit = 2;
export const nHessianUnit = 3;
/** What is added before rounding down: offset + spread × random bits (16 of them). */
export const nRoundingOffset = 14;
export const nRoundingSpread = 15;
export const nL1 = 4;
export const nL2 = 5;
export const nMinHessian = 6;
export const nMinRows = 7;
/** Sums of the nodes that are searched: gradient, hessian (both in units) and rows, of each side. */
export const nSmallGradient = 8;
export const nSmallHessian = 9;
export const nSmallRows = 10;
export const nLargeGradient = 11;
export const nLargeHessian = 12;
export const nLargeRows = 13;

/** A result: gain, sums of the left side (gradient, hessian, rows), bin, missing left. Float64 each. */
export const resultNumbers = 6;

// --- operations
export const opStop = 0;
export const opStartTree = 1;
export const opSplit = 2;
export const opSearch = 3;
export const opAddScores = 4;
export const opLogistic = 5;
export const opBlockSums = 6;
export const opPack = 7;
export const opCode = 8;
export const opSort = 9;
export const opNodeHistogram = 10;
export const opScoreUnseen = 11;
