import { useChartTheme } from './theme.ts';

/**
 * A histogram without axes for a table cell. `overlay` is drawn over it as an outline, on the same
 * scale. Decorative: say the numbers beside it, or give a label.
 */
export function MiniBars(props: {
  values: readonly number[];
  overlay?: readonly number[];
  width?: number;
  height?: number;
  label?: string;
}) {
  const { values, overlay = [], width = 120, height = 28 } = props;
  const theme = useChartTheme();
  const count = Math.max(values.length, overlay.length, 1);
  const top = Math.max(...values, ...overlay, Number.MIN_VALUE);
  const step = width / count;
  const gap = step > 5 ? 1 : 0;
  const tall = (value: number): number => (value / top) * (height - 1);
  const outline = overlay
    .flatMap((value, i) => [
      `${(i * step).toFixed(1)},${(height - tall(value)).toFixed(1)}`,
      `${((i + 1) * step).toFixed(1)},${(height - tall(value)).toFixed(1)}`,
    ])
    .join(' ');
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      {...(props.label === undefined
        ? { 'aria-hidden': true }
        : { role: 'img', 'aria-label': props.label })}
    >
      {values.map((value, i) => (
        <rect
          key={i}
          x={i * step}
          y={height - tall(value)}
          width={Math.max(0.5, step - gap)}
          height={tall(value)}
          fill={theme.colors[0]}
          opacity={overlay.length > 0 ? 0.5 : 0.8}
        />
      ))}
      {overlay.length > 0 && (
        <polyline points={outline} fill="none" stroke={theme.colors[1]} strokeWidth={1.5} />
      )}
    </svg>
  );
}
