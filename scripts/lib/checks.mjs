import { runNode, tool } from './run.mjs';

const tsc = tool('typescript/bin/tsc');
const projects = ['pure', 'core', 'renderer', 'electron', 'e2e'];

/** The static checks, fastest first. Each is a name and the arguments of a Node call. */
const checks = [
  { name: 'format', args: [tool('oxfmt/bin/oxfmt'), '--check', '.'] },
  {
    name: 'lint',
    args: [tool('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings', '.'],
  },
  ...projects.map((project) => ({
    name: `types ${project}`,
    args: [tsc, '-p', `tsconfig.${project}.json`],
  })),
  { name: 'dead exports', args: [tool('knip/bin/knip.js'), '--no-progress'] },
];

/** Runs every static check and answers how many held. Output is shown for those that did not. */
export async function runChecks() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, args } of checks) {
    const started = Date.now();
    const { code, output } = await runNode(args, { quiet: true });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
    if (code === 0) counts.passed += 1;
    else {
      counts.failed += 1;
      console.log(output.trimEnd());
    }
  }
  return counts;
}
