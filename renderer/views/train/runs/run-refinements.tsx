import { Scale, SlidersHorizontal, StretchHorizontal, type LucideIcon } from 'lucide-react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { formatPercent } from '../../../components/format.ts';
import { scoreText } from '../metric-names.ts';
import styles from '../train.module.css';

type Shown = OutputOf<'tracking.show'>;

const icons: Readonly<Record<string, LucideIcon>> = {
  calibration: Scale,
  threshold: SlidersHorizontal,
  intervals: StretchHorizontal,
};

/** How intervals did on the test rows, after what they promise. */
function kept({ metrics }: Shown['run']): string {
  const coverage = metrics['test.interval_coverage'];
  const width = metrics['test.interval_width'];
  if (typeof coverage !== 'number') return '';
  return `. On the test rows: ${formatPercent(coverage)}, ${scoreText(width)} wide on average`;
}

/** What is done to the answers of the model: calibration, threshold, intervals. */
export function RunRefinements({ shown }: { shown: Shown }) {
  const lines = shown.pipeline.filter(({ step }) => step in icons);
  if (lines.length === 0) return null;
  return (
    <ul className={styles.refinements} aria-label="What is done to the answers">
      {lines.map(({ step, title, detail, fittedOn }) => {
        const Icon = icons[step]!;
        return (
          <li key={step}>
            <Icon size={15} aria-hidden />
            <span>
              <b>{title}.</b> {detail}
              {step === 'intervals' ? kept(shown.run) : ''}
              <span className="assay-muted"> · learned from {fittedOn}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
