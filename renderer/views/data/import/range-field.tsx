import { TextInput } from '@mantine/core';
import { useState } from 'react';

const rangePattern = /^[A-Za-z]{1,3}\d{1,7}(:[A-Za-z]{1,3}\d{1,7})?$/;

/** A range of cells, taken once it is whole: on Enter and on leaving the field. */
export function RangeField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (range: string) => void;
}) {
  const [text, setText] = useState(value);
  const wrong = text !== '' && !rangePattern.test(text);
  const settle = (): void => {
    if (!wrong && text !== value) onChange(text);
  };
  return (
    <TextInput
      label="Range"
      placeholder="whole sheet, or B3:H200"
      value={text}
      spellCheck={false}
      error={wrong ? 'Such as B3:H200' : null}
      onChange={(event) => setText(event.currentTarget.value.trim())}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && settle()}
    />
  );
}
