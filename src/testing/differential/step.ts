// A write to a world, with its expected outcome.

import { mutateDeep } from '../contract/mutate-deep.js';
import type { Question } from './question.js';
import type { World } from './world.js';

/** A write, and the world after it. */
export interface Write extends Question {
  readonly world: World;
}

/** Makes the write for the world as it is; `n` is the number of the step. */
export type Step = (world: World, n: number) => Write;

/** Calls with a copy of the input, and changes the copy after the call: a storage that keeps it is wrong from then on. */
export async function afterwardsChanged<T, A>(input: T, call: (copy: T) => Promise<A>): Promise<A> {
  const copy = structuredClone(input);
  const answer = await call(copy);
  mutateDeep(copy);
  return answer;
}
