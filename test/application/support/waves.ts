// In how many waves a storage is asked: a wave is what was asked before anything of it was answered.
import type { Storage } from '../../../src/index.js';
import { passThrough } from '../../../src/testing/doubles/index.js';

export interface WavedStorage extends Storage {
  /** The calls of each wave, by name. */
  readonly waves: readonly (readonly string[])[];
}

export function wavedStorage(storage: Storage): WavedStorage {
  const waves: string[][] = [];
  let isAnswered = true;
  const waved = passThrough(storage, async ({ port, method }, proceed) => {
    if (isAnswered) waves.push([]);
    isAnswered = false;
    waves.at(-1)?.push(port === 'storage' ? method : `${port}.${method}`);
    await everybodyElse();
    const answer = await proceed();
    isAnswered = true;
    return answer;
  });
  return { ...waved, waves };
}

/** Lets whatever can go on without an answer go on, cryptography included. */
function everybodyElse(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}
