// Rules of the store that no other test file proves.
import { describe, expect, it } from 'vitest';
import { orThrow } from '../../src/index.js';
import { releaseApp } from '../support/app-steps.js';
import { createMemoryWorld } from '../support/world.js';

describe('the store', () => {
  it('finds no app with a text that has no word', async () => {
    const world = createMemoryWorld();
    const { app } = await releaseApp(world);
    const { store } = world.guildhall;
    const found = async (input: { readonly text?: string }) =>
      orThrow(await store.search(null, input)).items.map(({ packageName }) => packageName);
    expect(await found({})).toEqual([app.packageName]);
    for (const text of ['', ' ', '!?.', '\u200b']) expect(await found({ text })).toEqual([]);
  });
});
