import { NumberInput, Select, Switch, TagsInput } from '@mantine/core';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { Sniffed } from '../../../../core/contract/data.ts';
import { formatInteger } from '../../../components/format.ts';
import { Guess } from './guess.tsx';
import styles from './import-editor.module.css';
import {
  delimiterChoices,
  encodingChoices,
  formatChoices,
  type ReadOptions,
  thousandsChoices,
  without,
  withoutColumns,
} from './read-options.ts';
import { RangeField } from './range-field.tsx';

export interface OptionFieldsProps {
  readonly data: OutputOf<'data.sniff'>;
  readonly options: ReadOptions;
  /** Changes some of them. */
  readonly set: (part: ReadOptions) => void;
  /** Replaces them all. */
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
const mostLines = 10_000;

/** How the file is read: what applies to its format. */
export function OptionFields(props: OptionFieldsProps) {
  const { data, options, onOptions } = props;
  return (
    <div className={styles.options}>
      <Guess confidence={null} fixed={options.format !== undefined}>
        <Select
          label="Format"
          allowDeselect={false}
          data={[...formatChoices]}
          value={data.format}
          onChange={(value) => {
            const choice = formatChoices.find((each) => each.value === value);
            // What was fixed for one format means nothing in another.
            if (choice) onOptions({ format: choice.value });
          }}
        />
      </Guess>
      {data.tables.length > 0 && <TableField {...props} />}
      {data.format === 'excel' && <ExcelFields {...props} />}
      {data.sniffed && <DelimitedFields {...props} sniffed={data.sniffed} />}
      {data.format !== 'parquet' && data.format !== 'arrow' && <NullWords {...props} />}
    </div>
  );
}

function TableField({ data, options, onOptions }: OptionFieldsProps) {
  const excel = data.format === 'excel';
  const chosen = (excel ? options.sheet : options.table) ?? data.tables[0]?.name ?? null;
  const rows = new Map(data.tables.map((table) => [table.name, table.rows]));
  return (
    <Guess confidence={null} fixed={(excel ? options.sheet : options.table) !== undefined}>
      <Select
        label={excel ? 'Sheet' : 'Table'}
        allowDeselect={false}
        searchable={data.tables.length > 8}
        data={data.tables.map((table) => table.name)}
        value={chosen}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
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
        onChange={(value) => {
          if (value === null) return;
          const kept = without(withoutColumns(options), 'range');
          onOptions({ ...kept, ...(excel ? { sheet: value } : { table: value }) });
        }}
      />
    </Guess>
  );
}

function ExcelFields({ options, onOptions }: OptionFieldsProps) {
  return (
    <>
      <Guess confidence={null} fixed={options.range !== undefined}>
        <RangeField
          value={options.range ?? ''}
          onChange={(range) => {
            const rest = without(withoutColumns(options), 'range');
            onOptions(range === '' ? rest : { ...rest, range });
          }}
        />
      </Guess>
      <Guess confidence={null} fixed={options.header !== undefined}>
        <Select
          label="First row"
          allowDeselect={false}
          data={[
            { value: 'guess', label: 'As guessed' },
            { value: 'names', label: 'Holds the names' },
            { value: 'cells', label: 'Holds values' },
          ]}
          value={options.header === undefined ? 'guess' : options.header ? 'names' : 'cells'}
          onChange={(value) => {
            const rest = without(withoutColumns(options), 'header');
            onOptions(value === 'guess' ? rest : { ...rest, header: value === 'names' });
          }}
        />
      </Guess>
    </>
  );
}

function DelimitedFields({
  sniffed,
  options,
  set,
  onOptions,
}: OptionFieldsProps & { readonly sniffed: Sniffed }) {
  const { confidence } = sniffed;
  return (
    <>
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
          onChange={(event) =>
            onOptions({ ...withoutColumns(options), header: event.currentTarget.checked })
          }
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
      <Guess confidence={null} fixed={options.thousands !== undefined}>
        <Select
          label="Thousands mark"
          allowDeselect={false}
          data={thousandsChoices.map(({ value, label }) => ({ value, label }))}
          value={
            sniffed.thousands === null || sniffed.thousands === '' ? 'none' : sniffed.thousands
          }
          onChange={(value) => {
            const choice = thousandsChoices.find((each) => each.value === value);
            if (choice) set({ thousands: choice.mark });
          }}
        />
      </Guess>
      <Guess confidence={null} fixed={options.skipLines !== undefined}>
        <NumberInput
          label="Lines before the table"
          min={0}
          max={mostLines}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          value={options.skipLines ?? sniffed.preamble}
          onChange={(value) =>
            typeof value === 'number' && onOptions({ ...withoutColumns(options), skipLines: value })
          }
        />
      </Guess>
    </>
  );
}

function NullWords({ data, options, set }: OptionFieldsProps) {
  const words = options.nullWords ?? [];
  return (
    <div className={styles.words} data-wide={data.sniffed !== null}>
      <Guess confidence={null} fixed={options.nullWords !== undefined}>
        <TagsInput
          size="xs"
          label="Words for missing"
          placeholder={words.length === 0 ? 'as guessed, such as NA or n/a' : ''}
          maxTags={50}
          splitChars={[]}
          value={[...words]}
          onChange={(nullWords) => set({ nullWords })}
        />
      </Guess>
    </div>
  );
}
