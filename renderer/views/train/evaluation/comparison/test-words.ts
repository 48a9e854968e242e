const words: Readonly<Record<string, readonly [title: string, meaning: string]>> = {
  paired_bootstrap: [
    'Paired bootstrap',
    'The metric of both on the same rows, drawn again and again',
  ],
  delong: ['DeLong', 'Of two areas under the ROC curve on the same rows'],
  mcnemar_exact: ['McNemar, exact', 'Rows that one gets right and the other wrong'],
  mcnemar: ['McNemar', 'Rows that one gets right and the other wrong, by chi-squared'],
  wilcoxon_errors: ['Wilcoxon of errors', 'Whether the one is closer on most rows'],
  corrected_resampled_t: [
    'Corrected resampled t',
    'Over folds, corrected for training rows they share (Nadeau & Bengio 2003)',
  ],
  wilcoxon: ['Wilcoxon signed rank', 'Over folds, by ranks of the differences'],
  friedman: ['Friedman', 'Whether all runs rank alike over the folds'],
  nemenyi: ['Nemenyi', 'Which runs differ by their mean ranks'],
};

/** Name of a test and what it looks at. */
export function testWords(name: string): { readonly title: string; readonly meaning: string } {
  const [title, meaning] = words[name] ?? [name.replaceAll('_', ' '), ''];
  return { title, meaning };
}
