import { Button, Select } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import { type CatalogueRule, fittingRules, tableRules } from './fitting-rules.ts';
import { focusRule } from './focus-rule.ts';
import { prefillRule } from './prefill-rule.ts';
import { standsUnder } from './rule-words.ts';
import styles from './rules-tab.module.css';
import { addRules, type SuiteDraft } from './suite-draft.ts';
import { useSuiteDrafts } from './suite-drafts.ts';
import { useCatalogue } from './use-catalogue.ts';
import { useColumnFacts } from './use-column-facts.ts';
import { useValidateState } from './validate-state.ts';

export interface AddRuleProps {
  readonly version: Version;
  readonly draft: SuiteDraft;
  /** Null or '': rules about the table. */
  readonly column: string | null;
  readonly edit: (title: string, after: SuiteDraft) => void;
}

/** The rules that fit a column, the common ones a click away; a new one is filled in from the data. */
export function AddRule({ version, draft, column, edit }: AddRuleProps) {
  const { rules, find } = useCatalogue();
  const facts = useColumnFacts(version);
  const choose = useValidateState((state) => state.choose);
  const [search, setSearch] = useState('');
  const type = version.columns.find(({ name }) => name === column)?.type;
  const groups = useMemo(
    () => (type === undefined ? tableRules(rules) : fittingRules(rules, type)),
    [rules, type],
  );
  const add = async (rule: CatalogueRule): Promise<void> => {
    const known = type !== undefined && column ? await facts.read(column, rule.type) : null;
    const kwargs = prefillRule(rule.type, rule.group, { version, facts: known });
    // Reading may have taken a while, in which other rules have changed.
    const present = useSuiteDrafts.getState().drafts.find(({ key }) => key === draft.key) ?? draft;
    const expectation = { type: rule.type, kwargs, meta: {} };
    const made = addRules(present, [expectation]);
    edit(`Add “${rule.title}”`, made.draft);
    const key = made.keys[0] ?? null;
    choose({ rule: key, ...(standsUnder(expectation, column) ? {} : { column: null }) });
    setSearch('');
    focusRule(key);
  };
  if (column && type === undefined) return null;
  return (
    <div className={styles.add}>
      {type !== undefined &&
        groups[0]?.rules.slice(0, 4).map((rule) => (
          <Button
            key={rule.type}
            variant="default"
            size="compact-xs"
            leftSection={<Plus size={12} aria-hidden="true" />}
            disabled={facts.reading}
            onClick={() => void add(rule)}
          >
            {rule.title}
          </Button>
        ))}
      <Select
        className={styles.addMore ?? ''}
        aria-label={column ? `Add a rule for ${column}` : 'Add a rule for the table'}
        placeholder={
          facts.reading
            ? 'Reading the column…'
            : column
              ? 'More rules…'
              : 'Add a rule for the table…'
        }
        searchable
        searchValue={search}
        onSearchChange={setSearch}
        disabled={facts.reading}
        nothingFoundMessage="No such rule"
        maxDropdownHeight={360}
        comboboxProps={{ width: 320, position: 'bottom-start' }}
        data={groups.map(({ title, rules: of }) => ({
          group: title,
          items: of.map((rule) => ({ value: rule.type, label: rule.title })),
        }))}
        value={null}
        onChange={(chosen) => {
          const rule = chosen === null ? undefined : find(chosen);
          if (rule) void add(rule);
        }}
      />
    </div>
  );
}
