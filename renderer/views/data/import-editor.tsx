import { Button, Select, Switch, TextInput } from '@mantine/core';
import type { ColumnType } from '../../../core/contract/common.ts';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatBytes, formatInteger } from '../../components/format.ts';
import { Guess } from './guess.tsx';
import styles from './import-editor.module.css';
import { ImportNotes } from './import-notes.tsx';
import { ImportPreview } from './import-preview.tsx';
import { delimiterChoices, encodingChoices, type ReadOptions } from './read-options.ts';

export interface ImportEditorProps {
  readonly path: string;
  readonly name: string | null;
  readonly options: ReadOptions;
  readonly onName: (name: string) => void;
  readonly onOptions: (options: ReadOptions) => void;
}

const decimals = [
  { value: '.', label: 'Point 1.5' },
  { value: ',', label: 'Comma 1,5' },
];
const quotes = [
  { value: '"', label: 'Double "' },
  { value: "'", label: "Single '" },
  { value: 'none', label: 'None' },
];

type SniffOutput = OutputOf<'data.sniff'>;

/** The guesses about one file, each of which can be changed, over a preview of what comes of them. */
export function ImportEditor({ path, name, options, onName, onOptions }: ImportEditorProps) {
  const { data, error } = useQuery('data.sniff', sniffInput(path, options), { keepPrevious: true });
  const set = (part: ReadOptions): void => onOptions({ ...options, ...part });
  const setType = (column: string, type: ColumnType): void =>
    set({ types: { ...options.types, [column]: type } });
  if (!data) return error ? <FailureNotice failure={error} /> : <div className={styles.blank} />;
  const changed = Object.keys(options).length > 0;
  return (
    <>
      <div className={styles.head}>
        <TextInput
          className={styles.name ?? ''}
          label="Name"
          value={name ?? data.suggestedName}
          onChange={(event) => onName(event.currentTarget.value)}
        />
        <div className={styles.file}>
          {data.file.name} · {formatBytes(data.file.bytes)} · {formatInteger(data.columns.length)}{' '}
          columns
          {changed && (
            <Button variant="subtle" size="compact-xs" onClick={() => onOptions({})}>
              Back to the guesses
            </Button>
          )}
        </div>
      </div>
      <OptionFields data={data} options={options} set={set} />
      {error && <FailureNotice failure={error} />}
      <ImportPreview data={data} onType={setType} />
      <ImportNotes data={data} />
    </>
  );
}

function sniffInput(path: string, { types, ...rest }: ReadOptions) {
  return { file: path, previewRows: 40, ...rest, ...(types ? { types: { ...types } } : {}) };
}

function OptionFields({
  data: { sniffed },
  options,
  set,
}: {
  readonly data: SniffOutput;
  readonly options: ReadOptions;
  readonly set: (part: ReadOptions) => void;
}) {
  const { confidence } = sniffed;
  return (
    <div className={styles.options}>
      <Guess confidence={confidence.delimiter} fixed={options.delimiter !== undefined}>
        <Select
          label="Delimiter"
          allowDeselect={false}
          data={delimiterChoices(sniffed.delimiter)}
          value={sniffed.delimiter}
          onChange={(delimiter) => delimiter !== null && set({ delimiter })}
        />
      </Guess>
      <Guess confidence={confidence.encoding} fixed={options.encoding !== undefined}>
        <Select
          label="Encoding"
          allowDeselect={false}
          data={[...encodingChoices]}
          value={sniffed.encoding}
          onChange={(value) => {
            const choice = encodingChoices.find((each) => each.value === value);
            if (choice) set({ encoding: choice.value });
          }}
        />
      </Guess>
      <Guess confidence={confidence.decimal} fixed={options.decimal !== undefined}>
        <Select
          label="Decimal mark"
          allowDeselect={false}
          data={decimals}
          value={sniffed.decimal}
          onChange={(value) => set({ decimal: value === ',' ? ',' : '.' })}
        />
      </Guess>
      <Guess confidence={null} fixed={options.quote !== undefined}>
        <Select
          label="Quote"
          allowDeselect={false}
          data={quotes}
          value={sniffed.quote === '' ? 'none' : sniffed.quote}
          onChange={(value) => value !== null && set({ quote: value === 'none' ? '' : value })}
        />
      </Guess>
      <Guess confidence={confidence.header} fixed={options.header !== undefined}>
        <Switch
          className={styles.header ?? ''}
          label="First row holds the names"
          checked={sniffed.header}
          // New names make types set by name meaningless.
          onChange={(event) => set({ header: event.currentTarget.checked, types: {} })}
        />
      </Guess>
    </div>
  );
}
