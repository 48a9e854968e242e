import { Button, Menu } from '@mantine/core';
import { ChevronDown, History } from 'lucide-react';
import { formatAgo, formatCount, formatDuration } from '../../../components/format.ts';
import { useNow } from '../../../components/use-now.ts';
import styles from './sql-console.module.css';
import { type PastQuery, useSqlSession } from './sql-session.ts';

function outcome({ rows, durationMs }: PastQuery): string {
  if (rows === null) return 'no result';
  return `${formatCount(rows, 'row')} in ${formatDuration(durationMs)}`;
}

/** The queries run since the window was opened; choosing one writes it into the editor. */
export function QueryHistory() {
  const { history, write } = useSqlSession();
  const now = useNow();
  return (
    <Menu position="bottom-start" width={460}>
      <Menu.Target>
        <Button
          variant="default"
          disabled={history.length === 0}
          leftSection={<History size={14} aria-hidden="true" />}
          rightSection={<ChevronDown size={13} aria-hidden="true" />}
        >
          History
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.past ?? ''}>
        {history.map((query) => (
          <Menu.Item key={`${query.at} ${query.sql}`} onClick={() => write(query.sql)}>
            <code className={styles.pastSql}>{query.sql}</code>
            <span className="assay-muted">
              {outcome(query)} · {formatAgo(query.at, Math.max(now, query.at))}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
