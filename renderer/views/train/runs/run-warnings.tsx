import { Button, List } from '@mantine/core';
import { Info, Scale, ShieldAlert } from 'lucide-react';
import type { Warning } from '../../../../core/contract/common.ts';
import { WarningLines } from '../../../components/warning-list.tsx';
import { WarningNotice } from '../../../components/warning-notice.tsx';
import styles from '../train.module.css';

/** Kinds that put the scores in doubt, and those that only tell what was done. */
const doubts = new Set(['baseline', 'folds']);

/** Leakage first and loud: a score that is too good is worse than a poor one. */
export function RunWarnings(props: {
  warnings: readonly Warning[];
  /** Offered for each leaking column. */
  onExclude?: ((columns: readonly string[]) => void) | undefined;
  /** Offered where the probabilities are off. */
  onCalibrate?: (() => void) | undefined;
}) {
  const leaks = props.warnings.filter((warning) => warning.kind === 'leakage');
  const doubtful = props.warnings.filter((warning) => doubts.has(warning.kind));
  const columns = [...new Set(leaks.flatMap((warning) => warning.column ?? []))];
  return (
    <>
      {leaks.length > 0 && (
        <WarningNotice
          urgent
          icon={ShieldAlert}
          title="These scores may be too good: possible leakage"
        >
          <div>
            <Messages warnings={leaks} />
          </div>
          {props.onExclude && columns.length > 0 && (
            <Button
              mt="xs"
              variant="default"
              size="compact-xs"
              onClick={() => props.onExclude?.(columns)}
            >
              Leave out {columns.length === 1 ? columns[0] : `${columns.length} columns`} next time
            </Button>
          )}
        </WarningNotice>
      )}
      {props.onCalibrate && (
        <WarningNotice icon={Scale} title="The probabilities can be better">
          <div>
            <Messages warnings={props.warnings.filter(({ kind }) => kind === 'calibration')} />
          </div>
          <Button mt="xs" variant="default" size="compact-xs" onClick={props.onCalibrate}>
            Train again with isotonic calibration
          </Button>
        </WarningNotice>
      )}
      {doubtful.length > 0 && (
        <WarningNotice title="Read these scores with care">
          <Messages warnings={doubtful} />
        </WarningNotice>
      )}
    </>
  );
}

/** What was done and why, for whoever wants to know. `told`: kinds that are shown elsewhere. */
export function RunRemarks(props: { warnings: readonly Warning[]; told?: readonly string[] }) {
  const { warnings, told = [] } = props;
  const remarks = warnings.filter(
    ({ kind }) => kind !== 'leakage' && !doubts.has(kind) && !told.includes(kind),
  );
  if (remarks.length === 0) return null;
  return (
    <section className={styles.remarks} aria-label="Remarks">
      <Info size={15} aria-hidden />
      <div>
        <WarningLines warnings={remarks} />
      </div>
    </section>
  );
}

function Messages({ warnings }: { warnings: readonly Warning[] }) {
  if (warnings.length === 1) return <>{warnings[0]!.message}</>;
  return (
    <List size="sm" spacing={2}>
      {warnings.slice(0, 12).map((warning, i) => (
        <List.Item key={i}>{warning.message}</List.Item>
      ))}
      {warnings.length > 12 && <List.Item>and {warnings.length - 12} more</List.Item>}
    </List>
  );
}
