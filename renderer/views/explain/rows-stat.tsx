import { formatInteger } from '../../components/format.ts';
import { Stat } from '../../components/stat.tsx';

/** How many rows a result is of. `all`: what is said where none was left out. */
export function RowsStat({ rows, of, all }: { rows: number; of: number; all: string }) {
  const hint = rows < of ? `of ${formatInteger(of)}, drawn evenly` : all;
  return <Stat label="Rows" value={formatInteger(rows)} hint={hint} />;
}
