import { TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './warning-notice.module.css';

export interface WarningNoticeProps {
  readonly title?: string;
  /** Default: a triangle. */
  readonly icon?: LucideIcon;
  /** Read out at once by screen readers. */
  readonly urgent?: boolean;
  /** In little room, beside a result rather than before it. */
  readonly quiet?: boolean;
  readonly children: ReactNode;
}

/** What a person should know before they trust a result; nothing has failed. */
export function WarningNotice(props: WarningNoticeProps) {
  const Icon = props.icon ?? TriangleAlert;
  return (
    <div
      className={styles.notice}
      data-quiet={props.quiet}
      role={props.urgent === true ? 'alert' : 'note'}
    >
      <Icon size={props.quiet === true ? 14 : 17} aria-hidden className={styles.icon} />
      <div className={styles.body}>
        {props.title !== undefined && <div className={styles.title}>{props.title}</div>}
        {props.children}
      </div>
    </div>
  );
}
