// Opens the workspace named on the command line and keeps it until it is killed.
import { openWorkspace } from '../../core/storage/open-workspace.ts';

await openWorkspace(process.argv[2]!, { now: Date.now, actor: 'holder' });
console.log('open');
setInterval(() => {}, 1000);
