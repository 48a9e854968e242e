import { Button } from '@mantine/core';
import { Check, ChevronDown, ChevronRight, CircleAlert, Rows3, X } from 'lucide-react';
import type { ExpectationResult, ValidationResult } from '../../../core/contract/validation.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatInteger } from '../../components/format.ts';
import { Properties, Property } from '../../components/properties.tsx';
import { hasRows, resultFacts, unexpectedValues } from './result-words.ts';
import styles from './results-tab.module.css';
import { ruleScope, ruleText, subjectOf } from './rule-words.ts';
import { useCatalogue } from './use-catalogue.ts';
import { useShowFailures } from './use-show-failures.ts';

export interface RuleResultProps {
  readonly result: ExpectationResult;
  readonly version: ValidationResult['version'];
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** A rule with the sentence of what was seen; opens to counts, values and rows. */
export function RuleResult({ result, version, open, onToggle }: RuleResultProps) {
  const { title } = useCatalogue();
  const failures = useShowFailures();
  const rule = result.expectation_config;
  const words = ruleText(rule, title(rule.type));
  const raised = result.exception_info.raised_exception;
  const Sign = result.success ? Check : raised ? CircleAlert : X;
  const Chevron = open ? ChevronDown : ChevronRight;
  const scope = ruleScope(rule);
  return (
    <li className={styles.result} data-open={open}>
      <div className={styles.line}>
        <button type="button" className={styles.resultMain} aria-expanded={open} onClick={onToggle}>
          <Chevron size={14} aria-hidden="true" className={styles.chevron} />
          <span
            className={styles.sign}
            data-success={result.success}
            role="img"
            aria-label={result.success ? 'Holds' : raised ? 'Could not be checked' : 'Broken'}
          >
            <Sign size={13} strokeWidth={2.6} aria-hidden="true" />
          </span>
          <span className={styles.words}>
            <span className={styles.ruleLine}>
              <strong>{subjectOf(rule)}</strong> {words}
              {scope !== '' && <span className="assay-muted"> · {scope}</span>}
            </span>
            <span className={styles.seen}>{result.rendered}</span>
          </span>
        </button>
        {hasRows(result) && (
          <Button
            variant="subtle"
            leftSection={<Rows3 size={14} aria-hidden="true" />}
            loading={failures.busy}
            aria-label={`Show failing rows: ${subjectOf(rule)}, ${words}`}
            onClick={() => void failures.show(version.id, rule, `${subjectOf(rule)}: ${words}`)}
          >
            Show failing rows
          </Button>
        )}
      </div>
      {failures.failure && (
        <div className={styles.detail}>
          <FailureNotice failure={failures.failure} />
        </div>
      )}
      {open && <Detail result={result} />}
    </li>
  );
}

const mostValues = 12;

function Detail({ result }: { readonly result: ExpectationResult }) {
  const facts = resultFacts(result);
  const values = unexpectedValues(result).slice(0, mostValues);
  const most = Math.max(1, ...values.map(({ count }) => count));
  const { raised_exception: raised, exception_message: message } = result.exception_info;
  return (
    <div className={styles.detail}>
      <div>
        {raised && <p className={styles.exception}>{message}</p>}
        <Properties>
          {facts.map(([name, text]) => (
            <Property key={name} name={name} title={text}>
              {text}
            </Property>
          ))}
          <Property name="Rule" title={result.expectation_config.type}>
            <code>{result.expectation_config.type}</code>
          </Property>
        </Properties>
      </div>
      {values.length > 0 && (
        <table className={styles.values} aria-label="Values that break the rule">
          <thead>
            <tr>
              <th scope="col">Unexpected value</th>
              <th scope="col">Count</th>
              <td aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {values.map(({ text, count }) => (
              <tr key={text}>
                <td title={text}>{text}</td>
                <td className="assay-number">{formatInteger(count)}</td>
                <td className={styles.valueBar} aria-hidden="true">
                  <span style={{ width: `${(count / most) * 100}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
