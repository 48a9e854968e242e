import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

export interface WideTableProps {
  /** Accessible name of the table and of the region it scrolls in. */
  readonly label: string;
  /** Pixels below which the table scrolls sideways. */
  readonly minWidth: number;
  /** Pixels beyond which it scrolls down under its header. */
  readonly maxHeight?: number;
  readonly highlight?: boolean;
  readonly children: ReactNode;
}

/** A table that scrolls in its frame, also by keyboard. */
export function WideTable({ label, minWidth, maxHeight, highlight, children }: WideTableProps) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      {...(maxHeight === undefined ? {} : { maxHeight })}
      scrollAreaProps={{
        viewportProps: { tabIndex: 0, role: 'region', 'aria-label': `${label}, scrollable` },
      }}
    >
      <Table
        aria-label={label}
        stickyHeader={maxHeight !== undefined}
        highlightOnHover={highlight ?? false}
      >
        {children}
      </Table>
    </Table.ScrollContainer>
  );
}
