/**
 * Stretches of mean ranks that lie within the critical difference, as they are drawn in a critical
 * difference diagram (Demšar 2006): none within another, none of one run alone.
 * @param ranks in rising order.
 */
export function rankCliques(
  ranks: readonly number[],
  critical: number,
): readonly (readonly [from: number, to: number])[] {
  const cliques: [number, number][] = [];
  let reached = 0;
  ranks.forEach((rank, from) => {
    let to = from;
    while (to + 1 < ranks.length && ranks[to + 1]! - rank <= critical) to++;
    if (to > from && to > reached) cliques.push([from, to]);
    reached = Math.max(reached, to);
  });
  return cliques;
}
