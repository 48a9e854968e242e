import { NumberInput, Select, Switch } from '@mantine/core';
import type { Version } from '../../../../core/contract/data.ts';
import type { ShapWay } from '../../../../core/contract/explainability.ts';
import { formatInteger } from '../../../components/format.ts';
import { planOf, predictsOften, type ShapOptions, type ShapPlan } from './shap-options.ts';
import { methodTitles, methodWords, outputTitle } from '../shap-words.ts';
import styles from './shap-options.module.css';

export interface ShapOptionFieldsProps {
  readonly ways: readonly ShapWay[];
  readonly plan: ShapPlan;
  /** Versions that hold all columns of the model. */
  readonly backgrounds: readonly Version[];
  readonly onChange: (options: ShapOptions) => void;
}

// A list outside of the popover would close it.
const inside = { withinPortal: false } as const;

function Count(props: {
  label: string;
  placeholder: string;
  least: number;
  value: number | null;
  onChange: (value: number | null) => void;
}) {
  const { least, value, onChange, ...texts } = props;
  return (
    <NumberInput
      {...texts}
      value={value ?? ''}
      min={least}
      max={1_000_000}
      allowDecimal={false}
      thousandSeparator=","
      onChange={(next) => onChange(typeof next === 'number' ? next : null)}
    />
  );
}

function OutputAndMethod({ ways, plan, onChange }: ShapOptionFieldsProps) {
  const { options, method } = plan;
  const outputs = ways.filter(({ method: each }) => each === 'auto');
  const offered = ways.filter(({ output }) => output === options.output);
  return (
    <>
      {outputs.length > 1 && (
        <Select
          label="Output"
          data={outputs.map((way) => ({ value: way.output, label: outputTitle(way) }))}
          value={options.output}
          allowDeselect={false}
          comboboxProps={inside}
          onChange={(output) => onChange({ ...options, output: output as ShapOptions['output'] })}
        />
      )}
      <Select
        label="Method"
        description={methodWords[method]}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={offered.map((way) => ({
          value: way.method,
          label:
            way.method === 'auto'
              ? `Automatic: ${methodTitles[planOf([way], options)?.method ?? way.plain]}`
              : methodTitles[way.method],
        }))}
        value={options.method}
        allowDeselect={false}
        maxDropdownHeight={280}
        comboboxProps={inside}
        onChange={(next) => onChange({ ...options, method: next as ShapOptions['method'] })}
      />
    </>
  );
}

function BackgroundFields({ plan, backgrounds, onChange }: ShapOptionFieldsProps) {
  const { options, takes, method } = plan;
  if (!takes.background) return null;
  const modelHolds = method === 'tree_path_dependent' || method === 'linear';
  return (
    <div className={styles.pair}>
      <Select
        label="Background"
        placeholder={modelHolds ? 'none' : 'training data'}
        data={backgrounds.map((version) => ({
          value: version.id,
          label: `${version.datasetName}@${version.number} · ${formatInteger(version.rows)} rows`,
        }))}
        value={options.background}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'No background of my own' }}
        comboboxProps={inside}
        nothingFoundMessage="No version with these columns"
        onChange={(background) => onChange({ ...options, background })}
      />
      {takes.backgroundRows && (
        <Count
          label="Background rows"
          placeholder={
            predictsOften(method)
              ? 'at most 100'
              : options.background === null
                ? 'at most 1,000'
                : 'all'
          }
          least={1}
          value={options.backgroundRows}
          onChange={(backgroundRows) => onChange({ ...options, backgroundRows })}
        />
      )}
    </div>
  );
}

/** The choice of how SHAP values are made: only what fits the model and what was chosen so far. */
export function ShapOptionFields(props: ShapOptionFieldsProps) {
  const { plan, onChange } = props;
  const { options, takes } = plan;
  return (
    <div className={styles.fields}>
      <OutputAndMethod {...props} />
      <BackgroundFields {...props} />
      <div className={styles.pair}>
        <Count
          label="Sample"
          placeholder={predictsOften(plan.method) ? 'what takes a minute' : 'all rows'}
          least={1}
          value={options.sample}
          onChange={(sample) => onChange({ ...options, sample })}
        />
        {takes.permutations && (
          <Count
            label="Permutations"
            placeholder={plan.method === 'permutation' ? '20' : '200'}
            least={2}
            value={options.permutations}
            onChange={(permutations) => onChange({ ...options, permutations })}
          />
        )}
        {takes.coalitions && (
          <Count
            label="Coalitions"
            placeholder="2 × columns + 2,048"
            least={16}
            value={options.coalitions}
            onChange={(coalitions) => onChange({ ...options, coalitions })}
          />
        )}
      </div>
      <Switch
        label="Interactions"
        description={
          takes.interactions
            ? 'What pairs of columns do together; takes longer'
            : 'This method has none: take TreeSHAP, path dependent, or all combinations, where they are offered'
        }
        disabled={!takes.interactions}
        checked={options.interactions}
        onChange={(event) => onChange({ ...options, interactions: event.currentTarget.checked })}
      />
    </div>
  );
}
