// Tries the mutants that it is asked for, by their numbers in the table.

import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { createBench } from './bench.js';
import { observeContract } from './observe.js';
import { allMutants, isInShare } from './table.js';
import { createTrier, failingOn, withQuickProperties } from './try-mutant.js';

if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  // A defect can make a promise fail that its clause has given up already.
  process.on('unhandledRejection', () => {});
  await withQuickProperties(async () => {
    const observation = await observeContract();
    const all = await allMutants(observation);
    const table = all.filter(({ name }) =>
      isInShare(name, Number(workerData.share), Number(workerData.seed)),
    );
    const tryMutant = createTrier(observation.clauses);
    port.postMessage({ size: all.length, table: table.map(({ kind, name }) => ({ kind, name })) });
    await new Promise<void>((resolve) => {
      port.on('message', (number: unknown) => {
        const mutant = typeof number === 'number' ? table[number] : undefined;
        if (mutant === undefined) resolve();
        else void tryMutant(mutant).then((verdict) => port.postMessage({ verdict }));
      });
    });
    port.postMessage({
      failing: await failingOn(observation.clauses, () => createBench().storage),
    });
    port.close();
  });
}
