import { NumberInput } from '@mantine/core';

/** What makes chance repeatable. */
export function SeedField(props: {
  value: number;
  disabled: boolean;
  onChange: (seed: number) => void;
}) {
  return (
    <NumberInput
      label="Seed"
      value={props.value}
      min={0}
      max={2 ** 32 - 1}
      allowDecimal={false}
      disabled={props.disabled}
      onChange={(value) => props.onChange(Number(value))}
    />
  );
}
