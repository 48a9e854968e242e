import { SegmentedControl } from '@mantine/core';
import { useLocation } from 'wouter';
import { Page } from '../../components/page.tsx';
import { DesignView } from './design-view.tsx';
import { DriftView } from './drift-view.tsx';

const tabs = [
  {
    id: 'drift',
    title: 'Drift',
    path: '/monitor',
    subtitle: 'Has the data moved? A test per column, and a verdict for the set',
  },
  {
    id: 'design',
    title: 'A/B test design',
    path: '/monitor/design',
    subtitle: 'How many rows tell whether one model is better than another in use',
  },
] as const;

/** What is watched once a model is in use, and how a test between two of them is planned. */
export function MonitorView() {
  const [location, go] = useLocation();
  const tab = location.startsWith(tabs[1].path) ? tabs[1] : tabs[0];
  return (
    <Page
      title="Monitor"
      subtitle={tab.subtitle}
      fill={tab.id === 'design'}
      actions={
        <SegmentedControl
          aria-label="Monitor views"
          data={tabs.map(({ id, title }) => ({ value: id, label: title }))}
          value={tab.id}
          onChange={(next) => go(tabs.find(({ id }) => id === next)!.path)}
        />
      }
    >
      {tab.id === 'design' ? <DesignView /> : <DriftView />}
    </Page>
  );
}
