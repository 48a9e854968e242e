/** What a walk over the tree adds up for one point. */
export interface Repulsion {
  x: number;
  y: number;
  sum: number;
}

/**
 * Quadtree of points in the plane, rebuilt in place for each iteration, that sums Student-t repulsion with
 * the approximation of Barnes & Hut 1986: a cell narrower than `angle` × its distance counts as one point.
 */
export class Quadtree {
  private readonly capacity: number;
  private readonly child: Int32Array;
  /** 1: without children. */
  private readonly leaf: Uint8Array;
  private readonly count: Float64Array;
  private readonly centreX: Float64Array;
  private readonly centreY: Float64Array;
  private readonly middleX: Float64Array;
  private readonly middleY: Float64Array;
  private readonly half: Float64Array;
  private readonly stack = new Int32Array(4096);
  private nodes = 0;

  constructor(points: number) {
    this.capacity = 8 * points + 64;
    this.child = new Int32Array(4 * this.capacity);
    this.leaf = new Uint8Array(this.capacity);
    this.count = new Float64Array(this.capacity);
    this.centreX = new Float64Array(this.capacity);
    this.centreY = new Float64Array(this.capacity);
    this.middleX = new Float64Array(this.capacity);
    this.middleY = new Float64Array(this.capacity);
    this.half = new Float64Array(this.capacity);
  }

  build(xs: Float64Array, ys: Float64Array): void {
    let [lowX, highX, lowY, highY] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < xs.length; i++) {
      lowX = Math.min(lowX, xs[i]!);
      highX = Math.max(highX, xs[i]!);
      lowY = Math.min(lowY, ys[i]!);
      highY = Math.max(highY, ys[i]!);
    }
    this.nodes = 0;
    const half = Math.max(highX - lowX, highY - lowY, 1e-300) / 2;
    this.add((lowX + highX) / 2, (lowY + highY) / 2, half * 1.0001);
    for (let i = 0; i < xs.length; i++) this.insert(xs[i]!, ys[i]!);
  }

  private add(x: number, y: number, half: number): number {
    const node = this.nodes++;
    this.middleX[node] = x;
    this.middleY[node] = y;
    this.half[node] = half;
    this.count[node] = 0;
    this.leaf[node] = 1;
    for (let slot = 4 * node; slot < 4 * node + 4; slot++) this.child[slot] = -1;
    return node;
  }

  private quarter(node: number, x: number, y: number): number {
    const right = x > this.middleX[node]! ? 1 : 0;
    const upper = y > this.middleY[node]! ? 2 : 0;
    const slot = 4 * node + right + upper;
    if (this.child[slot]! < 0) {
      this.leaf[node] = 0;
      const half = this.half[node]! / 2;
      this.child[slot] = this.add(
        this.middleX[node]! + (right ? half : -half),
        this.middleY[node]! + (upper ? half : -half),
        half,
      );
    }
    return this.child[slot]!;
  }

  private insert(x: number, y: number): void {
    const { count, centreX, centreY, leaf } = this;
    let node = 0;
    for (;;) {
      const before = count[node]!;
      const oldX = centreX[node]!;
      const oldY = centreY[node]!;
      count[node] = before + 1;
      if (before === 0) {
        centreX[node] = x;
        centreY[node] = y;
        return;
      }
      if (leaf[node] === 1) {
        // points that cannot be told apart share a leaf
        const close = 1e-12 * this.half[0]!;
        const same = Math.abs(oldX - x) < close && Math.abs(oldY - y) < close;
        if (same || this.nodes + 8 > this.capacity) return;
        const lower = this.quarter(node, oldX, oldY);
        count[lower] = before;
        centreX[lower] = oldX;
        centreY[lower] = oldY;
      }
      centreX[node] = oldX + (x - oldX) / (before + 1);
      centreY[node] = oldY + (y - oldY) / (before + 1);
      node = this.quarter(node, x, y);
    }
  }

  /** Σ over the other points of q, and of q² times the difference, where q = 1 / (1 + distance²). */
  repel(x: number, y: number, { angle, into }: { angle: number; into: Repulsion }): void {
    const { stack, child, leaf, half, count, centreX, centreY } = this;
    const limit = angle * angle;
    let top = 0;
    stack[top++] = 0;
    // the point itself is met in its leaf at distance 0
    let sum = -1;
    let pushX = 0;
    let pushY = 0;
    while (top > 0) {
      const node = stack[--top]!;
      const dx = x - centreX[node]!;
      const dy = y - centreY[node]!;
      const distance = dx * dx + dy * dy;
      const width = 2 * half[node]!;
      if (leaf[node] === 1 || width * width < limit * distance) {
        const q = 1 / (1 + distance);
        const mass = count[node]! * q;
        sum += mass;
        pushX += mass * q * dx;
        pushY += mass * q * dy;
        continue;
      }
      const from = 4 * node;
      const a = child[from]!;
      const b = child[from + 1]!;
      const c = child[from + 2]!;
      const d = child[from + 3]!;
      if (a >= 0) stack[top++] = a;
      if (b >= 0) stack[top++] = b;
      if (c >= 0) stack[top++] = c;
      if (d >= 0) stack[top++] = d;
    }
    into.sum = sum;
    into.x = pushX;
    into.y = pushY;
  }
}
