/** Turns each component so that its largest loading is positive, as scikit-learn's `svd_flip` on rows of V. */
export function flipSigns(components: readonly Float64Array[]): void {
  for (const component of components) {
    let largest = 0;
    for (const value of component) if (Math.abs(value) > Math.abs(largest)) largest = value;
    if (largest < 0) for (let j = 0; j < component.length; j++) component[j] = -component[j]!;
  }
}
