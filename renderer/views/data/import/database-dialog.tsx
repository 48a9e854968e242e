import {
  Button,
  Modal,
  PasswordInput,
  SegmentedControl,
  Select,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { Failure } from '../../../../core/contract/failure.ts';
import { client } from '../../../client/client.ts';
import { toFailure } from '../../../client/to-failure.ts';
import { useJob } from '../../../client/use-job.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { formatInteger } from '../../../components/format.ts';
import { JobProgress } from '../../../components/job-progress.tsx';
import { useDatabaseDialog } from '../../../stores/database-dialog.ts';
import { useSelection } from '../../../stores/selection.ts';
import { pushAddition } from '../dataset-steps.ts';
import styles from './database-dialog.module.css';
import { isDatabaseUrl, joinPassword, splitPassword } from './database-url.ts';

type Tables = OutputOf<'data.databaseTables'>['tables'];

/** Reads a table or a query of a PostgreSQL database. The password stays in this dialog. */
export function DatabaseDialog() {
  const hide = useDatabaseDialog((state) => state.hide);
  const [url, setUrl] = useState('');
  const [password, setPassword] = useState('');
  const [tables, setTables] = useState<Tables | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const address = joinPassword({ url, password });

  const connect = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      // Not through the query cache, which would keep the password.
      setTables((await client.call('data.databaseTables', { url: address })).tables);
    } catch (thrown) {
      setFailure(toFailure(thrown));
    }
    setBusy(false);
  };
  const disconnect = (): void => {
    setTables(null);
    setFailure(null);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isDatabaseUrl(url)) void connect();
  };
  return (
    <Modal opened onClose={hide} title="Import from a database" size={620} centered>
      <form onSubmit={submit} className={styles.form}>
        <div className={styles.address}>
          <TextInput
            label="Address of a PostgreSQL database"
            placeholder="postgres://user@host:5432/database"
            data-autofocus
            value={url}
            spellCheck={false}
            autoComplete="off"
            error={url !== '' && !isDatabaseUrl(url) ? 'It begins with postgres://' : null}
            onChange={(event) => {
              const split = splitPassword(event.currentTarget.value);
              setUrl(split.url);
              if (split.password !== '') setPassword(split.password);
              disconnect();
            }}
          />
          <PasswordInput
            label="Password"
            value={password}
            autoComplete="off"
            visibilityToggleButtonProps={{ style: { display: 'none' } }}
            onChange={(event) => {
              setPassword(event.currentTarget.value);
              disconnect();
            }}
          />
        </div>
        <div className={styles.connect}>
          <span className="assay-muted">
            {tables
              ? `Connected. ${formatInteger(tables.length)} tables can be read.`
              : 'Read only. The password is used for this import and not kept.'}
          </span>
          {!tables && (
            <Button type="submit" variant="default" loading={busy} disabled={!isDatabaseUrl(url)}>
              Connect
            </Button>
          )}
        </div>
        {failure && <FailureNotice failure={failure} />}
      </form>
      {tables && <Choice address={address} tables={tables} onDone={hide} />}
    </Modal>
  );
}

function Choice(props: {
  readonly address: string;
  readonly tables: Tables;
  readonly onDone: () => void;
}) {
  const { address, tables, onDone } = props;
  const [kind, setKind] = useState<'table' | 'query'>(tables.length > 0 ? 'table' : 'query');
  const [table, setTable] = useState<string | null>(null);
  const [query, setQuery] = useState('');
  const [name, setName] = useState('');
  const [, go] = useLocation();
  const selectVersion = useSelection((state) => state.selectVersion);
  const job = useJob('data.importDatabase');
  const wanted = kind === 'table' ? table : query.trim();
  const suggested = kind === 'table' ? (table?.split('.').at(-1) ?? '') : 'query';
  const rows = new Map(tables.map((each) => [`${each.schema}.${each.name}`, each.rows]));

  const start = async (): Promise<void> => {
    if (!wanted) return;
    const output = await job.start({
      url: address,
      ...(kind === 'table' ? { table: wanted } : { query: wanted }),
      name: name.trim() || suggested,
    });
    if (!output) return;
    pushAddition(output.version);
    selectVersion(output.version.id);
    onDone();
    go('/data');
  };
  return (
    <form
      className={styles.choice}
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <SegmentedControl
        aria-label="What to read"
        className={styles.kind ?? ''}
        data={[
          { value: 'table', label: 'A table', disabled: tables.length === 0 },
          { value: 'query', label: 'A query' },
        ]}
        value={kind}
        onChange={(value) => setKind(value === 'query' ? 'query' : 'table')}
      />
      {kind === 'table' ? (
        <Select
          label="Table"
          searchable
          allowDeselect={false}
          placeholder="Choose a table"
          nothingFoundMessage="No such table"
          data={[...rows.keys()]}
          value={table}
          onChange={setTable}
          renderOption={({ option }) => (
            <>
              <span>{option.label}</span>
              {rows.get(option.value) !== null && (
                <span className="assay-option-detail">
                  {formatInteger(rows.get(option.value))} rows
                </span>
              )}
            </>
          )}
        />
      ) : (
        <Textarea
          label="Query"
          placeholder="select * from orders where placed_at >= '2026-01-01'"
          autosize
          minRows={3}
          maxRows={10}
          spellCheck={false}
          classNames={{ input: 'assay-mono' }}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      <TextInput
        label="Name of the dataset"
        placeholder={suggested}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {job.error && <FailureNotice failure={job.error} />}
      {job.running && <JobProgress job={job.job} onCancel={job.cancel} />}
      <div className={styles.actions}>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={job.running} disabled={!wanted}>
          Import
        </Button>
      </div>
    </form>
  );
}
