import { Button } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from '../../client/use-query.ts';
import { formatInteger } from '../../components/format.ts';
import { BinDialog } from './bin-dialog.tsx';

export interface BinButtonProps {
  readonly label: string;
  /** Absent while there is nothing in the bin. Default false. */
  readonly hideWhenEmpty?: boolean;
}

/** Opens the bin; tells how many datasets are in it. */
export function BinButton({ label, hideWhenEmpty = false }: BinButtonProps) {
  const [open, setOpen] = useState(false);
  const { data } = useQuery('data.bin', {});
  const count = data?.datasets.length ?? 0;
  if (hideWhenEmpty && count === 0 && !open) return null;
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<Trash2 size={14} aria-hidden="true" />}
        rightSection={
          count > 0 ? <span className="assay-muted">{formatInteger(count)}</span> : undefined
        }
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {open && <BinDialog onClose={() => setOpen(false)} />}
    </>
  );
}
