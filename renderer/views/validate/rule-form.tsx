import { CloseButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import type { Failure } from '../../../core/contract/failure.ts';
import type { Expectation } from '../../../core/contract/validation.ts';
import { useQuery } from '../../client/use-query.ts';
import { ConditionField } from './condition-field.tsx';
import type { CatalogueRule } from './fitting-rules.ts';
import { MostlyField } from './mostly-field.tsx';
import { RuleCheck } from './rule-check.tsx';
import { RuleFieldControl } from './rule-field-control.tsx';
import { hasMostly, type RuleField, ruleFields, withValue } from './rule-fields.ts';
import styles from './rule-form.module.css';
import { columnsOf, subjectOf } from './rule-words.ts';
import { useCatalogue } from './use-catalogue.ts';
import { useValidateState } from './validate-state.ts';

export interface RuleFormProps {
  readonly version: Version;
  readonly expectation: Expectation;
  /** `field` is the one that was changed. */
  readonly onChange: (expectation: Expectation, field: string) => void;
}

const pauseMs = 400;

/** The rule once nobody has changed it for a moment. */
function useSettledRule(expectation: Expectation): Expectation {
  const [settled, setSettled] = useState(expectation);
  const text = JSON.stringify(expectation);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as Expectation), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Groups of rules that are no matter of single rows. */
const wholes = new Set<CatalogueRule['group']>(['column_aggregate', 'table']);

/** These stand side by side. */
const halves = new Set(['min_value', 'max_value', 'strict_min', 'strict_max']);

/** The message of a failure that is about one parameter. */
function problemOf(failure: Failure | null, name: string): string | null {
  return failure?.path === `kwargs.${name}` ? failure.message : null;
}

/** The parameters of a rule, checked against the version while they are written. */
export function RuleForm({ version, expectation, onChange }: RuleFormProps) {
  const { find, title } = useCatalogue();
  const choose = useValidateState((state) => state.choose);
  const settled = useSettledRule(expectation);
  const rule = find(expectation.type);
  const aboutRows = rule !== undefined && !wholes.has(rule.group);
  const check = useQuery(
    'validation.failures',
    aboutRows ? { version: version.id, expectation: settled, limit: 1 } : null,
    { keepPrevious: true },
  );
  const { kwargs } = expectation;
  const column = version.columns.find(({ name }) => name === columnsOf(expectation)[0]);
  const change = (name: string, value: unknown): void =>
    onChange({ ...expectation, kwargs: withValue(kwargs, name, value) }, name);
  const fields = ruleFields(rule?.kwargs);
  return (
    <aside className={styles.pane} aria-label="Rule">
      <header className={styles.header}>
        <div className={styles.names}>
          <h2 className={styles.title}>{title(expectation.type)}</h2>
          <div className={styles.subject}>{subjectOf(expectation)}</div>
        </div>
        <CloseButton size="sm" aria-label="Close the rule" onClick={() => choose({ rule: null })} />
      </header>
      <div className={styles.body}>
        {rule ? (
          <div className={styles.fields}>
            {fields.map((field) => (
              <div key={field.name} className={halves.has(field.name) ? styles.half : styles.whole}>
                <RuleFieldControl
                  field={field}
                  value={kwargs[field.name]}
                  version={version}
                  columnType={column?.type ?? null}
                  error={problemOf(check.error, field.name) ?? missing(field, kwargs)}
                  onChange={(value) => change(field.name, value)}
                />
              </div>
            ))}
            {hasMostly(rule.kwargs) && (
              <div className={styles.whole}>
                <MostlyField
                  value={kwargs['mostly']}
                  onChange={(value) => change('mostly', value)}
                />
              </div>
            )}
            <div className={styles.whole}>
              <ConditionField
                version={version}
                value={kwargs['row_condition']}
                error={problemOf(check.error, 'row_condition')}
                onChange={(value) => change('row_condition', value)}
              />
            </div>
          </div>
        ) : (
          <p className="assay-muted">
            Assay has no rule <code>{expectation.type}</code>. It stays in the suite and fails when
            it is run.
          </p>
        )}
      </div>
      {aboutRows ? (
        <RuleCheck version={version} expectation={expectation} check={check} />
      ) : (
        <div className={styles.check}>
          <span className="assay-muted">
            Not about single rows: it is judged when the suite runs.
          </span>
        </div>
      )}
    </aside>
  );
}

function missing(field: RuleField, kwargs: Readonly<Record<string, unknown>>): string | null {
  return field.required && !(field.name in kwargs) ? 'A value is needed' : null;
}
