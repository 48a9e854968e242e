import { noTick } from '../../../core/base/tick.ts';
import { evaluate } from '../../../core/evaluation/evaluate.ts';
import { readBenchData } from './bench-data.ts';

// evaluate-rows.ts DATA.json: everything a run shows of its test rows; prints a Measured.
const [path] = process.argv.slice(2) as [string];
const { task, classes, test } = readBenchData(path);
const { columns } = test.x;
const shared = { seed: 7, tick: noTick };

const start = performance.now();
const used = process.cpuUsage();
const { intervals } =
  task === 'regression'
    ? evaluate({ task, y: test.y, predicted: columns[0]!, ...shared })
    : evaluate({
        task,
        classes: Array.from({ length: classes }, (_, k) => `c${k}`),
        y: Int32Array.from(test.y),
        probabilities: columns,
        ...shared,
      });
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(used);
const peakMb = process.resourceUsage().maxRSS / 1024;
const { low, high } = intervals[task === 'regression' ? 'rmse' : 'accuracy']!;
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMb, score: high! - low! }));
