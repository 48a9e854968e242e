/** Groups beyond the palette share one last colour and are told apart when hovering. */
const mostGroups = 8;

export interface PointGroup {
  /** Empty when the points are not grouped. */
  readonly name: string;
  /** Indices of its points. */
  readonly points: readonly number[];
}

/**
 * Points by group, in the given order and then that of appearance; at most eight groups, the last of
 * which holds the rest.
 */
export function groupPoints(
  count: number,
  groups: readonly string[] | undefined,
  order: readonly string[] = [],
): PointGroup[] {
  if (!groups) return [{ name: '', points: Array.from({ length: count }, (_, i) => i) }];
  const byName = new Map<string, number[]>(order.map((name) => [name, []]));
  groups.forEach((name, i) => {
    const points = byName.get(name);
    if (points) points.push(i);
    else byName.set(name, [i]);
  });
  const all = [...byName]
    .map(([name, points]) => ({ name, points }))
    .filter(({ points }) => points.length > 0);
  if (all.length <= mostGroups) return all;
  const rest = all.slice(mostGroups - 1);
  return [
    ...all.slice(0, mostGroups - 1),
    { name: `${rest.length} other groups`, points: rest.flatMap((group) => group.points) },
  ];
}

export interface PointLayer {
  readonly name: string;
  readonly points: readonly number[];
  readonly color: string;
  /** 1 for points as they are, less for those that step back behind a selection. */
  readonly strength: number;
  readonly legend: boolean;
}

/**
 * What to draw in which colour: all points of a group, or, where some are selected, first those that
 * are not and then, above them, those that are.
 */
export function pointLayers(
  groups: readonly PointGroup[],
  colors: readonly string[],
  selected: readonly boolean[] | null,
): PointLayer[] {
  const colorOf = (g: number): string => colors[g % colors.length]!;
  const whole = groups.map(({ name, points }, g) => ({
    name,
    points,
    color: colorOf(g),
    strength: 1,
    legend: name !== '',
  }));
  if (!selected) return whole;
  const behind = whole.map((layer) => ({
    ...layer,
    points: layer.points.filter((i) => selected[i] !== true),
    strength: 0.25,
    legend: false,
  }));
  const above = whole.map((layer) => ({
    ...layer,
    points: layer.points.filter((i) => selected[i] === true),
    // Without groups the selection has the second colour to itself.
    color: layer.name === '' ? (colors[1] ?? layer.color) : layer.color,
  }));
  return [...behind, ...above];
}
