// Correct storages in the machinery of the mutants: every clause must pass on each of them.

import type { Storage } from '../../src/ports/storage.js';
import {
  applyWrite,
  around,
  callMethod,
  createBench,
  readMethods,
  runWrites,
  writesOf,
} from './bench.js';
import { withoutConstraints } from './constraints.js';
import { textOf } from './data.js';
import { callAtOnce, changesOf, correctPair, narrowWrites } from './races.js';
import { uniqueWatchesOf, withShadow } from './shadow.js';

const parts = [...new Set(readMethods.map((name) => name.split('.')[0] ?? name))];

export const controls: Readonly<Record<string, () => Storage>> = {
  'a workbench': () => createBench().storage,
  'around every call': () => around(createBench().storage, (_call, proceed) => proceed()),
  'around around every call': () =>
    around(
      around(createBench().storage, (_call, proceed) => proceed()),
      ({ args }, proceed) => proceed(args),
    ),
  'with copies of arguments and answers': () =>
    around(createBench().storage, async ({ args }, proceed) =>
      structuredClone(await proceed(structuredClone(args))),
    ),
  'with a pause before every call': () =>
    around(createBench().storage, async (_call, proceed) => {
      await Promise.resolve();
      return proceed();
    }),
  'shown by a shadow': () => withShadow((_name, row) => row, null, 'show'),
  'found by a shadow': () => withShadow((_name, row) => row, null, 'find'),
  ...Object.fromEntries(
    parts.map((part) => [
      `whose ${part} are found by a shadow`,
      () =>
        withShadow(
          (_name, row) => row,
          readMethods.filter((name) => name.startsWith(`${part}.`)),
          'find',
        ),
    ]),
  ),
  'through two openings': correctPair,
  'through another opening': () => createBench({ memory: createBench().memory }).storage,
  'with commits in steps': () =>
    createBench({
      commit: (bench, operation) =>
        bench.call(
          () => void runWrites(writesOf(operation), (write) => applyWrite(bench.tables, write)),
        ),
    }).storage,
  'with commits that look and write in one step': () =>
    createBench({
      commit: (bench, operation) =>
        bench.call(() => {
          const writes = writesOf(operation);
          for (const undo of runWrites(writes, (write) =>
            applyWrite(bench.tables, write),
          ).toReversed())
            undo();
          runWrites(writes, (write) => applyWrite(bench.tables, write));
        }),
    }).storage,
  'with no constraint left out': () =>
    createBench({
      commit: (bench, operation) =>
        bench.call(() =>
          withoutConstraints(
            bench.memory,
            [],
            () => void runWrites(writesOf(operation), (write) => applyWrite(bench.tables, write)),
          ),
        ),
    }).storage,
  'with watched constraints': () => {
    const { memory, storage } = createBench();
    for (const watch of uniqueWatchesOf(memory))
      Object.defineProperty(watch, 'conflictsWith', { value: watch.conflictsWith.bind(watch) });
    return storage;
  },
  'with narrow writes in one step': () => {
    const bench = createBench();
    return around(bench.storage, ({ name, args }, proceed) => {
      const given = structuredClone(args);
      return Object.hasOwn(narrowWrites, name)
        ? bench.call(() => changesOf(bench, () => callAtOnce(bench, name, given))[0])
        : proceed();
    });
  },
  'that keeps answers until anything is written': () => {
    const kept = new Map<string, unknown>();
    return around(createBench().storage, async (call, proceed) => {
      const key = textOf([call.name, call.args]);
      if (readMethods.includes(call.name) && kept.has(key)) return structuredClone(kept.get(key));
      kept.clear();
      const answer = await proceed();
      kept.clear();
      return answer;
    });
  },
  'with methods called by name': () => {
    const { storage } = createBench();
    return around(storage, ({ name, args }) => callMethod(storage, name, args));
  },
};
