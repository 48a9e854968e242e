// Opens a core on the folder named first and runs the job named second on the JSON input named third.
import { join } from 'node:path';
import { createClient } from '../../core/contract/client.ts';
import { createCore } from '../../core/hosts/core.ts';

const [folder = '', operation = '', input = '{}'] = process.argv.slice(2);
const core = await createCore({
  workspacePath: join(folder, 'workspace'),
  configFolder: join(folder, 'config'),
  actor: 'child',
});
const client = createClient(core.transport);
client.subscribe((event) => {
  if (event.type !== 'job') return;
  const { state, fraction, stage } = event.job;
  console.log(`${state} ${fraction ?? 0} ${stage}`);
});
await client.run(operation as 'data.import', JSON.parse(input) as never);
console.log('ended');
