import { useMemo } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import { useQuery } from '../../client/use-query.ts';
import { formatCount, formatInteger, formatPercent } from '../../components/format.ts';
import { WarningNotice } from '../../components/warning-notice.tsx';
import { AddRule } from './add-rule.tsx';
import { focusRule } from './focus-rule.ts';
import { RuleRow } from './rule-row.tsx';
import { columnsOf, standsUnder } from './rule-words.ts';
import styles from './rules-tab.module.css';
import { addRules, type DraftRule, moveRule, removeRule, type SuiteDraft } from './suite-draft.ts';
import { useCatalogue } from './use-catalogue.ts';
import { useLastVerdicts } from './use-last-verdicts.ts';
import { useValidateState } from './validate-state.ts';

export interface RuleListProps {
  readonly version: Version;
  readonly draft: SuiteDraft;
  readonly edit: (title: string, after: SuiteDraft) => void;
}

/** The rules of the chosen column, and what can be done with them. */
export function RuleList({ version, draft, edit }: RuleListProps) {
  const column = useValidateState((state) => state.column);
  const open = useValidateState((state) => state.rule);
  const choose = useValidateState((state) => state.choose);
  const catalogue = useCatalogue();
  const verdicts = useLastVerdicts(version, draft.name.trim());
  const rules = useMemo(
    () => draft.rules.filter(({ expectation }) => standsUnder(expectation, column)),
    [draft.rules, column],
  );
  const shown = rules.map(({ key }) => key);
  const remove = ({ key }: DraftRule): void => {
    edit('Remove a rule', removeRule(draft, key));
    const at = shown.indexOf(key);
    const next = shown[at + 1] ?? shown[at - 1] ?? null;
    if (open === key) choose({ rule: next });
    focusRule(next);
  };
  const duplicate = ({ key, expectation }: DraftRule): void => {
    // an id names one rule
    const { id: _id, ...copy } = expectation;
    const made = addRules(draft, [copy], key);
    edit('Duplicate a rule', made.draft);
    choose({ rule: made.keys[0] ?? null });
  };
  return (
    <section className={styles.rules} aria-label="Rules">
      <Heading version={version} column={column} count={rules.length} />
      <AddRule version={version} draft={draft} column={column} edit={edit} />
      {rules.length === 0 ? (
        <p className={styles.none}>
          {column === null
            ? 'The suite has no rules yet. Choose a column at the left, or a rule for the whole table above.'
            : column === ''
              ? 'No rule is about the whole table or several columns yet.'
              : 'This column has no rules yet. Add one above: it is filled in with what the column holds now.'}
        </p>
      ) : (
        <ol className={styles.list}>
          {rules.map((rule, at) => (
            <RuleRow
              key={rule.key}
              rule={rule}
              title={catalogue.title(rule.expectation.type)}
              verdict={verdicts(rule.expectation)}
              open={rule.key === open}
              withSubject={column === null || columnsOf(rule.expectation).length > 1}
              first={at === 0}
              last={at === rules.length - 1}
              onOpen={() => choose({ rule: rule.key === open ? null : rule.key })}
              onMove={(by) => edit('Move a rule', moveRule(draft, rule.key, { by, shown }))}
              onDuplicate={() => duplicate(rule)}
              onRemove={() => remove(rule)}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

function Heading(props: {
  readonly version: Version;
  readonly column: string | null;
  readonly count: number;
}) {
  const { version, column, count } = props;
  const { data } = useQuery('data.summaries', { version: version.id });
  const title = column === null ? 'All rules' : column === '' ? 'Whole table' : column;
  const known = column ? version.columns.find(({ name }) => name === column) : undefined;
  const summary = data?.columns.find(({ name }) => name === column);
  const facts = known
    ? [
        known.type,
        summary && `${formatInteger(summary.distinct)} distinct`,
        summary &&
          (summary.missing === 0
            ? 'complete'
            : `${formatPercent(summary.missing / Math.max(1, data?.rows ?? 1))} missing`),
      ]
    : [formatCount(count, 'rule')];
  return (
    <>
      <header className={styles.heading}>
        <h2 className={styles.title} title={title}>
          {title}
        </h2>
        <span className="assay-muted">{facts.filter(Boolean).join(' · ')}</span>
      </header>
      {column && !known && (
        <WarningNotice title="This version has no such column">
          The rules below cannot be checked on {version.datasetName}@{version.number} and would
          fail.
        </WarningNotice>
      )}
    </>
  );
}
