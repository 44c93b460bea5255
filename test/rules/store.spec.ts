import { describe, expect, it } from 'vitest';
import { orThrow } from '../../src/index.js';
import { released } from '../support/apps.js';
import { memoryWorld } from '../support/guildhall.js';

describe('the store', () => {
  it('finds nothing by a text without a word, though there are apps', async () => {
    const world = memoryWorld();
    const { app } = await released(world);
    const { store } = world.guildhall;
    const found = async (input: { readonly text?: string }) =>
      orThrow(await store.search(null, input)).items.map(({ packageName }) => packageName);
    expect(await found({})).toEqual([app.packageName]);
    for (const text of ['', ' ', '!?.', '\u200b']) expect(await found({ text })).toEqual([]);
  });
});
