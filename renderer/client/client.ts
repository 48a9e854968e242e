import type { Client, Transport } from '../../core/contract/client.ts';
import { createClient } from '../../core/contract/client.ts';
import { bridge } from './bridge.ts';
import { setConnected } from './connection.ts';
import { createHttpTransport } from './http-transport.ts';
import { createQueryCache } from './query-cache.ts';
import { topicsOf } from './query-topics.ts';

/** True inside the Electron window, where files have paths and need no upload. */
export const isDesktop = bridge() !== undefined;

const transport: Transport = bridge() ?? createHttpTransport(setConnected);

/** The one typed client of the window. */
export const client: Client = createClient(transport);

/** The one query cache of the window; components reach it through `useQuery`. */
export const queryCache = createQueryCache({
  call: (name, input) => client.call(name as never, input as never),
  topicsOf,
});
