// The random worlds compare every read of the port, and meet every outcome of a commit.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { uniqueConstraints } from '../../../src/ports/storage.js';
import {
  comparedReads,
  type RandomWorld,
  randomWorlds,
} from '../../../src/testing/differential/random-worlds.js';
import { emptyWorld, uniqueKeys } from '../../../src/testing/differential/world.js';

it('compare every read of a storage', () => {
  const { dump: _dump, ...port } = memoryStorage();
  const methods = Object.entries(port).flatMap(([part, of]) =>
    typeof of === 'function' ? [] : Object.keys(of).map((method) => `${part}.${method}`),
  );
  const writes = ['outbox.claim', 'outbox.settle', 'outbox.prune', 'apiKeys.recordUse'];
  expect([...comparedReads.map(({ name }) => name), ...writes].sort()).toEqual(methods.sort());
});

it('know every unique constraint', () => {
  const known = Object.values(uniqueKeys).flatMap((keys) => keys.map(([name]) => name));
  expect(known.sort()).toEqual([...uniqueConstraints].sort());
});

function isNothing(answer: unknown): boolean {
  if (Array.isArray(answer)) return answer.every(isNothing);
  const items: unknown = Reflect.get(Object(answer), 'items');
  return items === undefined ? !answer : isNothing(items);
}

/** What the writes of a world answer, in words, and the reads that find something at its end. */
function metIn({ steps, reads }: RandomWorld): readonly string[] {
  const met: string[] = [];
  let world = emptyWorld;
  for (const [n, step] of steps.entries()) {
    const write = step(world, n + 1);
    world = write.world;
    const [method] = /^\w+\.\w+/.exec(write.text()) ?? [];
    if (method === undefined) met.push(...write.answers.map(String));
    else met.push(`${method}: ${write.answers.every(isNothing) ? 'nothing' : 'something'}`);
  }
  const found = reads.filter(({ questions }) =>
    questions(world, world).some(({ answers }) => !answers.every(isNothing)),
  );
  return [...met, ...found.map(({ name }) => name)];
}

// A run that never meets one of these would prove nothing about it.
it('find something with every read, and meet every outcome of every write', () => {
  const met = new Set(fc.sample(randomWorlds, { numRuns: 300 }).flatMap(metIn));
  const writes = ['outbox.claim', 'outbox.settle', 'outbox.prune'].flatMap((name) => [
    `${name}: nothing`,
    `${name}: something`,
  ]);
  expect([...met].sort()).toEqual(
    [
      ...comparedReads.map(({ name }) => name),
      ...['done', 'version_conflict', ...uniqueConstraints],
      ...[...writes, 'apiKeys.recordUse: nothing'],
    ].sort(),
  );
});
