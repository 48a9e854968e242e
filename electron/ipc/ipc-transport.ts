import type { Transport } from '../../core/contract/client.ts';
import type { CoreEvent } from '../../core/contract/events.ts';
import type { Reply } from '../../core/contract/failure.ts';
import { channel, type WindowPort } from './channel.ts';

/** A transport to the core over the channel, for the window's side. */
export function createIpcTransport(port: WindowPort): Transport {
  return {
    async request(name, input) {
      return (await port.invoke(channel, { type: 'request', name, input })) as Reply<unknown>;
    },
    subscribe(listener) {
      const hear = (_event: unknown, pushed: CoreEvent): void => listener(pushed);
      port.on(channel, hear);
      void port.invoke(channel, { type: 'listen' });
      return () => void port.off(channel, hear);
    },
  };
}
