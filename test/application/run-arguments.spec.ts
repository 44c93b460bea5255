// What relay.run and maintenance.run refuse, in words that say what to give.
import { expect, it } from 'vitest';
import { memoryStorage } from '../../src/adapters/memory/index.js';
import { recordingStorage } from '../../src/testing/doubles/index.js';
import { createWorld } from '../support/world.js';

const storage = recordingStorage(memoryStorage());
const { relay, maintenance } = createWorld(storage).guildhall;
const ended = AbortSignal.abort();

it.each<{ method: string; call: (...given: readonly unknown[]) => Promise<unknown> }>([
  { method: 'relay.run', call: (...given) => Reflect.apply(relay.run, null, given) },
  { method: 'maintenance.run', call: (...given) => Reflect.apply(maintenance.run, null, given) },
])('$method refuses what is no signal, and options that are none', async ({ method, call }) => {
  const needsSignal = new RegExp(`^${method} needs an AbortSignal`);
  for (const signal of [{}, null, undefined, 'signal', { aborted: true }, new AbortController()])
    await expect(call(signal)).rejects.toThrow(needsSignal);
  for (const options of [null, 5, 'often'])
    await expect(call(ended, options)).rejects.toThrow(
      `the options of ${method} must be an object`,
    );
  expect(storage.calls).toEqual([]);
  await call(ended, undefined);
});

it.each<{ method: string; call: (...given: readonly unknown[]) => Promise<unknown> }>([
  { method: 'relay.runOnce', call: (...given) => Reflect.apply(relay.runOnce, null, given) },
  {
    method: 'maintenance.runOnce',
    call: (...given) => Reflect.apply(maintenance.runOnce, null, given),
  },
])('$method refuses options that are none', async ({ method, call }) => {
  await expect(call(null)).rejects.toThrow(`the options of ${method} must be an object`);
  expect(storage.calls).toEqual([]);
});
