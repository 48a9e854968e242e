import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { usePreferences } from '../stores/preferences.ts';
import { Shell } from './shell.tsx';
import { cssVariables, theme } from './theme.ts';

/** The window: theme, notifications, routes, shell. */
export function App() {
  const choice = usePreferences((state) => state.theme);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      {...(choice === 'auto' ? {} : { forceColorScheme: choice })}
    >
      <Notifications position="bottom-right" limit={4} autoClose={8000} />
      {/* oxlint-disable-next-line react/hooks -- wouter takes its location hook as a value */}
      <Router hook={useHashLocation}>
        <Shell />
      </Router>
    </MantineProvider>
  );
}
