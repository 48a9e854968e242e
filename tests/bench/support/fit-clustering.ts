import { noTick } from '../../../core/base/tick.ts';
import { kMeans } from '../../../core/patterns/clustering/k-means.ts';
import { readBenchData } from './bench-data.ts';

// fit-clustering.ts DATA.json CLUSTERS: k-means from one start; prints a Measured.
const [path, clusters] = process.argv.slice(2) as [string, string];
const { train } = readBenchData(path);
const params = kMeans.params.parse({ n_clusters: Number(clusters), n_init: 1 });

const start = performance.now();
const used = process.cpuUsage();
const { metrics } = kMeans.run(train.x, {
  params,
  seed: 7,
  tick: noTick,
  stopEarly: () => false,
});
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(used);
const peakMb = process.resourceUsage().maxRSS / 1024;
console.log(
  JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMb, score: metrics['inertia'] }),
);
