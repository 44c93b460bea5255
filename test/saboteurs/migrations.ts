// Migrations that do or say something else.

import { StorageError } from '../../src/ports/storage-error.js';
import { applyWrite, around, createBench, runWrites, type Write } from './bench.js';
import { concerning, type Mutant } from './mutant.js';
import { mutantOfCalls } from './read-arguments.js';
import { idOf } from './shadow.js';
import { tableNames } from './transforms.js';

const answers: Readonly<Record<string, (calls: number) => unknown>> = {
  'raises the version each time': (calls) => ({ from: calls, to: calls + 1, steps: [] }),
  'says that it has made a step': () => ({ from: 1, to: 1, steps: [{ to: 1, summary: 'One.' }] }),
  'knows no version': () => ({ from: 0, to: 0, steps: [] }),
  'says nothing': () => undefined,
};

/** Writes to every row, as a migration does that does not look whether it is needed. */
const touching: Mutant = {
  kind: 'migrate',
  name: 'migrate raises the versions of all rows',
  ...concerning(['migrate']),
  plant: () => {
    const { storage, tables } = createBench();
    return around(storage, async ({ name }, proceed) => {
      if (name !== 'migrate') return proceed();
      const writes = tableNames.flatMap((collection) =>
        tables[collection].rows().map(
          ({ value, version }): Write => ({
            kind: 'touch',
            collection,
            id: idOf(value),
            expectedVersion: version,
          }),
        ),
      );
      runWrites(writes, (write) => applyWrite(tables, write));
      return proceed();
    });
  },
};

export function migrationMutants(): readonly Mutant[] {
  return [
    ...Object.entries(answers).map(([what, answer]) =>
      mutantOfCalls('migrate', `migrate ${what}`, 'migrate', () => {
        let calls = 0;
        return async () => {
          calls += 1;
          return answer(calls);
        };
      }),
    ),
    mutantOfCalls('migrate', 'migrate fails beside another', 'migrate', () => {
      let running = 0;
      return async (_call, proceed) => {
        running += 1;
        try {
          if (running > 1) throw new StorageError('unavailable', 'A migration is running.');
          return await proceed();
        } finally {
          running -= 1;
        }
      };
    }),
    touching,
  ];
}
