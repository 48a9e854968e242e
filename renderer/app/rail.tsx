import { Tooltip } from '@mantine/core';
import { Link } from 'wouter';
import { usePreferences } from '../stores/preferences.ts';
import styles from './rail.module.css';
import { type Route, routes } from './routes.ts';

/** The views at the left, in the order of the work; Settings at the foot. */
export function Rail({ current }: { readonly current: Route }) {
  const collapsed = usePreferences((state) => state.railCollapsed);
  return (
    <nav className={styles.rail} aria-label="Views" data-collapsed={collapsed}>
      {routes.map((route) => (
        <Tooltip key={route.id} label={route.title} position="right" disabled={!collapsed}>
          <Link
            href={route.path}
            className={styles.item ?? ''}
            data-last={route.id === 'settings'}
            aria-current={route === current ? 'page' : undefined}
            aria-label={route.title}
            onMouseEnter={route.preload}
            onFocus={route.preload}
          >
            <route.icon size={17} strokeWidth={1.8} aria-hidden="true" />
            {!collapsed && <span>{route.title}</span>}
          </Link>
        </Tooltip>
      ))}
    </nav>
  );
}
