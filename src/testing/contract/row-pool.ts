import fc from 'fast-check';
import type { CollectionName, Collections } from '../../ports/storage.js';
import { rowArbitraries } from '../arbitraries/index.js';

/** How many rows of each collection there are. */
export const poolSize = 48;

const pools: { [C in CollectionName]?: readonly Collections[C][] } = {};

/** Rows of every kind, the same in every run, so that a failure repeats. */
export function poolOf<C extends CollectionName>(collection: C): readonly Collections[C][] {
  const pool = pools[collection] ?? drawPool(collection);
  Object.assign(pools, { [collection]: pool });
  return pool;
}

function drawPool<C extends CollectionName>(collection: C): readonly Collections[C][] {
  return fc.sample(rowArbitraries[collection], { numRuns: poolSize, seed: 20_261_201 });
}
