const regions = ['north', 'south', 'east', 'west'];
const two = (value: number): string => String(value).padStart(2, '0');

/** Rows of the file. */
export const orderRows = 240;
/** Row of the typing error, from 1. */
export const typoRow = 38;
const typoAmount = 98_765;

/**
 * Orders as a shop exports them. No day is past the twelfth, so that days and months cannot be told
 * apart; every tenth region is missing; one amount is a typing error.
 */
export function ordersFile(): string {
  const lines = ['order_id,ordered,region,units,amount'];
  for (let i = 1; i <= orderRows; i++) {
    const ordered = `${two(1 + (i % 12))}/${two(1 + ((i * 7) % 11))}/2025`;
    const units = 1 + ((i * 5) % 9);
    const amount = i === typoRow ? typoAmount : units * 20 + ((i * 13) % 17);
    const region = i % 10 === 0 ? '' : regions[i % regions.length];
    lines.push([1000 + i, ordered, region, units, amount.toFixed(2)].join(','));
  }
  return `${lines.join('\n')}\n`;
}
