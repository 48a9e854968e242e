/** Log prior probabilities as margins; a class without weight gets a floor instead of −∞. */
export function priorMargins(weightOfClass: Float64Array): Float64Array {
  const total = weightOfClass.reduce((sum, weight) => sum + weight, 0);
  const logs = weightOfClass.map((weight) => Math.log(Math.max(weight / total, 1e-15)));
  return logs.length === 2 ? Float64Array.of(logs[1]! - logs[0]!) : logs;
}
