import { SegmentedControl } from '@mantine/core';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { themeChoices, usePreferences } from '../../stores/preferences.ts';
import { About } from './about.tsx';
import { AlertThresholds } from './alert-thresholds.tsx';
import { AuditLog } from './audit-log.tsx';
import { QualitySettings } from './quality-settings.tsx';
import styles from './settings-view.module.css';
import { WorkspaceSettings } from './workspace-settings.tsx';

const titles = { auto: 'System', light: 'Light', dark: 'Dark' } as const;

function Appearance() {
  const { theme, setTheme } = usePreferences();
  return (
    <Section title="Appearance">
      <div className={styles.field}>
        <div className={styles.label}>Theme</div>
        <SegmentedControl
          aria-label="Theme"
          data={themeChoices.map((value) => ({ value, label: titles[value] }))}
          value={theme}
          onChange={(value) => setTheme(themeChoices.find((each) => each === value) ?? 'auto')}
        />
      </div>
    </Section>
  );
}

/** The window's look, the workspace folder, the audit log, and what this program is. */
export function SettingsView() {
  return (
    <Page title="Settings">
      <div className={styles.settings}>
        <Appearance />
        <WorkspaceSettings />
        <AlertThresholds />
        <QualitySettings />
        <AuditLog />
        <About />
      </div>
    </Page>
  );
}
