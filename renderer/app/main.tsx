import './configure-zod.ts';
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { client, queryCache } from '../client/client.ts';
import { watchJobs } from '../client/job-feed.ts';
import { App } from './app.tsx';

watchJobs(client);
client.subscribe((event) => {
  if (event.type === 'changed') queryCache.invalidate(event.topics);
});

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
