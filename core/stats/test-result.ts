/** What a hypothesis test says. */
export interface TestResult {
  readonly statistic: number;
  /** 0..1. */
  readonly pValue: number;
}
