import { MiniBars } from '../../../charts/mini-bars.tsx';
import { formatInteger, formatNumber, formatPercent } from '../../../components/format.ts';
import { useQuery } from '../../../client/use-query.ts';
import styles from '../train.module.css';

function Balance(props: {
  top: readonly { value: string; count: number }[];
  rows: number;
  distinct: number;
}) {
  const most = Math.max(...props.top.map((entry) => entry.count), 1);
  return (
    <dl className={styles.balance} aria-label="Class balance">
      {props.top.map(({ value, count }) => (
        <div key={value} style={{ display: 'contents' }}>
          <dt className={styles.balanceName} title={value}>
            {value}
          </dt>
          <div className={styles.bar} style={{ width: `${(count / most) * 100}%` }} aria-hidden />
          <dd className={styles.count} style={{ margin: 0 }}>
            {formatInteger(count)} · {formatPercent(count / props.rows, 1)}
          </dd>
        </div>
      ))}
      {props.distinct > props.top.length && (
        <dt className="assay-muted" style={{ gridColumn: '1 / -1' }}>
          and {formatInteger(props.distinct - props.top.length)} more values
        </dt>
      )}
    </dl>
  );
}

/** What the target looks like: class balance, or the distribution of a number. */
export function TargetPreview({ version, target }: { version: string; target: string }) {
  const { data } = useQuery('data.summaries', { version });
  const column = data?.columns.find((each) => each.name === target);
  if (!data || !column) return <div className={styles.preview} style={{ minHeight: 60 }} />;
  const facts = [
    column.type,
    `${formatInteger(column.distinct)} distinct`,
    ...(column.missing > 0 ? [`${formatInteger(column.missing)} missing, left out`] : []),
  ].join(' · ');
  return (
    <div className={styles.preview}>
      {column.top.length > 0 && (
        <Balance top={column.top} rows={data.rows - column.missing} distinct={column.distinct} />
      )}
      {column.top.length === 0 && column.histogram && (
        <MiniBars
          values={column.histogram.counts}
          width={300}
          height={48}
          label={`Distribution of ${target}, from ${formatNumber(column.min)} to ${formatNumber(column.max)}`}
        />
      )}
      {column.top.length === 0 && (
        <div className={styles.count} style={{ display: 'flex', justifyContent: 'space-between' }}>
          <span>{formatNumber(column.min)}</span>
          <span>{formatNumber(column.max)}</span>
        </div>
      )}
      <div className="assay-muted" style={{ marginTop: 6, fontSize: 12 }}>
        {facts}
      </div>
    </div>
  );
}
