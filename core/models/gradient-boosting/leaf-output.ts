/** What shapes the value of a leaf. */
export interface LeafRules {
  readonly l1: number;
  readonly l2: number;
  /** Newton steps are cut to this size, before the learning rate. */
  readonly maxStep: number;
  readonly pathSmooth: number;
}

/** Sums of a node in the loss's own units. */
export interface LeafSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

/** What a node's ancestors leave it: their value, and how far it may go. */
export interface LeafLimits {
  readonly parentOutput: number;
  readonly lower: number;
  readonly upper: number;
}

/** Keeps G² / (H + λ) finite where all hessians underflow. */
export const tiny = 1e-15;

export function shrink(gradient: number, l1: number): number {
  return Math.sign(gradient) * Math.max(0, Math.abs(gradient) - l1);
}

/** Value of a leaf: a Newton step, cut, drawn to the parent's and kept within what constraints allow. */
export function leafOutput(
  { gradient, hessian, rows }: LeafSums,
  rules: LeafRules,
  { parentOutput, lower, upper }: LeafLimits,
): number {
  const newton = -shrink(gradient, rules.l1) / (hessian + rules.l2 + tiny);
  let output = Math.max(-rules.maxStep, Math.min(rules.maxStep, newton));
  if (rules.pathSmooth > 0) {
    const own = rows / rules.pathSmooth;
    output = (output * own + parentOutput) / (own + 1);
  }
  return Math.max(lower, Math.min(upper, output));
}

/** Loss reduction by giving a leaf that value: G² / (H + λ) where it is the Newton step. */
export function outputGain(
  { gradient, hessian }: LeafSums,
  rules: LeafRules,
  output: number,
): number {
  const g = shrink(gradient, rules.l1);
  return -(2 * g * output + (hessian + rules.l2 + tiny) * output * output);
}
