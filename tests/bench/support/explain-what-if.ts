import { openTestCore } from '../../support/open-test-core.ts';
import type { Measured } from './peer.ts';

/**
 * What a slider of What-if costs: 50 steps of one column, each a prediction with its contributions,
 * through the client as the window asks. The score is the largest |base + contributions − output|.
 */
const [algorithm, dataset, target, params] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
];
const warm = 10;
const steps = 50;

await using test = await openTestCore();
const { client } = test;
const files = [`datasets/${dataset}.csv`];
const { version } = await client.run('data.import', { files, name: dataset });
const { model } = await client.run('models.train', {
  version: version.id,
  target,
  algorithm,
  params: JSON.parse(params) as Record<string, unknown>,
});
const { fields } = await client.call('serving.schema', { model: model.id });
const page = await client.call('data.preview', { version: version.id, offset: 5, limit: 1 });
const names = page.columns.map((column) => column.name);
const row = Object.fromEntries(
  fields.map(({ name }) => [name, page.rows[0]![names.indexOf(name)] ?? null]),
);
const moved = fields.find(({ min, max }) => min !== null && max !== null && max > min)!;

let error = 0;
let before = process.cpuUsage();
let start = performance.now();
for (let step = -warm; step < steps; step++) {
  if (step === 0) [before, start] = [process.cpuUsage(), performance.now()];
  const at = moved.min! + ((moved.max! - moved.min!) * (step + warm)) / (steps + warm);
  const { baseValue, output, contributions } = await client.call('explainability.whatIf', {
    model: model.id,
    row: { ...row, [moved.name]: at },
  });
  const sum = contributions.reduce((total, each) => total + each.contribution, baseValue);
  error = Math.max(error, Math.abs(sum - output));
}
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(before);
const measured: Measured = {
  ms,
  cpuMs: (user + system) / 1000,
  peakMb: process.resourceUsage().maxRSS / 1024,
  score: error,
};
console.log(JSON.stringify(measured));
