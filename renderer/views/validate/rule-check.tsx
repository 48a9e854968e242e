import { Button } from '@mantine/core';
import { CircleAlert, CircleCheck, Rows3 } from 'lucide-react';
import type { OutputOf } from '../../../core/contract/contract.ts';
import type { Version } from '../../../core/contract/data.ts';
import type { Expectation } from '../../../core/contract/validation.ts';
import type { QueryResult } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatCount } from '../../components/format.ts';
import styles from './rule-form.module.css';
import { ruleText, subjectOf } from './rule-words.ts';
import { useCatalogue } from './use-catalogue.ts';
import { useShowFailures } from './use-show-failures.ts';

/** How many rows of the version break the rule as it stands, and a way to see them. */
export function RuleCheck(props: {
  readonly version: Version;
  readonly expectation: Expectation;
  readonly check: QueryResult<OutputOf<'validation.failures'>>;
}) {
  const { version, expectation, check } = props;
  const { title } = useCatalogue();
  const failures = useShowFailures();
  const total = check.error ? null : (check.data?.total ?? null);
  const broken = (total ?? 0) > 0;
  const Icon = broken ? CircleAlert : CircleCheck;
  return (
    <div className={styles.check} role="status">
      {check.error ? (
        <Problem check={check} />
      ) : total === null ? (
        <span className="assay-muted">Checking…</span>
      ) : (
        <>
          <span className={styles.total} data-broken={broken}>
            <Icon size={15} aria-hidden="true" />
            {broken
              ? `${formatCount(total, 'row breaks', 'rows break')} it in ${version.datasetName}@${version.number}`
              : `No row of ${version.datasetName}@${version.number} breaks it`}
          </span>
          {broken && (
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={<Rows3 size={13} aria-hidden="true" />}
              loading={failures.busy}
              onClick={() =>
                void failures.show(
                  version.id,
                  expectation,
                  `${subjectOf(expectation)}: ${ruleText(expectation, title(expectation.type))}`,
                )
              }
            >
              Show rows
            </Button>
          )}
        </>
      )}
      {failures.failure && <FailureNotice failure={failures.failure} />}
    </div>
  );
}

function Problem({ check }: { readonly check: QueryResult<OutputOf<'validation.failures'>> }) {
  return (
    <span className={styles.total} data-broken="true">
      <CircleAlert size={15} aria-hidden="true" />
      {[check.error?.message, check.error?.hint].filter(Boolean).join('. ')}
    </span>
  );
}
