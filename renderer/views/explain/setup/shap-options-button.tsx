import { Button, Popover } from '@mantine/core';
import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { ShapOptionFields, type ShapOptionFieldsProps } from './shap-option-fields.tsx';
import { countChanged, usualOptions } from './shap-options.ts';
import styles from './shap-options.module.css';

/** How SHAP values are made, beside the button that makes them. */
export function ShapOptionsButton(props: ShapOptionFieldsProps & { readonly disabled: boolean }) {
  const { plan, onChange, disabled } = props;
  const [open, setOpen] = useState(false);
  const changed = countChanged(plan);
  return (
    <Popover
      width={400}
      position="bottom-end"
      trapFocus
      opened={open}
      onChange={setOpen}
      withinPortal
    >
      <Popover.Target>
        <Button
          variant="default"
          disabled={disabled}
          leftSection={<SlidersHorizontal size={15} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {changed === 0 ? 'Options' : `Options · ${changed}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <ShapOptionFields {...props} />
        <div className={styles.foot}>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            disabled={changed === 0}
            onClick={() => onChange(usualOptions)}
          >
            Reset
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => setOpen(false)}>
            Done
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
