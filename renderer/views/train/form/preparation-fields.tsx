import { Checkbox, Select } from '@mantine/core';
import { FormGroup } from '../../../components/form-group.tsx';
import type { TrainDraft } from './train-draft.ts';
import form from '../../../components/side-form.module.css';

type Recipe = TrainDraft['recipe'];

const imputers: readonly { value: Recipe['imputer']; label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'median', label: 'Median' },
  { value: 'mean', label: 'Mean' },
  { value: 'most_frequent', label: 'Most frequent' },
  { value: 'constant', label: 'Zero' },
  { value: 'knn', label: 'Nearest rows' },
];
const encoders: readonly { value: Recipe['encoder']; label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'one_hot', label: 'One column each' },
  { value: 'ordinal', label: 'Whole numbers' },
  { value: 'target', label: 'Mean of the target' },
  { value: 'frequency', label: 'Frequency' },
];
const scalers: readonly { value: Recipe['scaler']; label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'none', label: 'None' },
  { value: 'standard', label: 'Standardise' },
  { value: 'min_max', label: 'From 0 to 1' },
  { value: 'robust', label: 'Median and quartiles' },
  { value: 'power', label: 'Power (Yeo-Johnson)' },
  { value: 'quantile', label: 'Quantiles' },
];

/** What happens to the columns before the algorithm sees them. */
export function PreparationFields(props: {
  draft: TrainDraft;
  change: (part: Partial<TrainDraft>) => void;
  disabled: boolean;
}) {
  const { draft, change, disabled } = props;
  const { recipe } = draft;
  const set = (part: Partial<Recipe>): void => change({ recipe: { ...recipe, ...part } });
  return (
    <FormGroup title="How columns are prepared">
      <div className={form.pair}>
        <Select
          label="Missing numbers"
          data={imputers}
          value={recipe.imputer}
          allowDeselect={false}
          disabled={disabled}
          onChange={(imputer) => imputer !== null && set({ imputer })}
        />
        <Select
          label="Categories"
          data={encoders}
          value={recipe.encoder}
          allowDeselect={false}
          disabled={disabled}
          onChange={(encoder) => encoder !== null && set({ encoder })}
        />
        <Select
          label="Scaling"
          data={scalers}
          value={recipe.scaler}
          allowDeselect={false}
          disabled={disabled}
          onChange={(scaler) => scaler !== null && set({ scaler })}
        />
        <Checkbox
          label="Flag what was missing"
          mt={30}
          checked={recipe.indicator}
          disabled={disabled}
          onChange={(event) => set({ indicator: event.currentTarget.checked })}
        />
      </div>
    </FormGroup>
  );
}
