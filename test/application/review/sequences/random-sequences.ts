// Random sequences: opening steps, then random steps.

import fc from 'fast-check';
import { randomOpenings } from './opening-steps.js';
import { type RandomStep, randomStep } from './random-steps.js';

/** `maxLength`: the largest number of random steps after the opening. */
export function randomSequences(maxLength: number = 44): fc.Arbitrary<readonly RandomStep[]> {
  return fc
    .tuple(randomOpenings, fc.array(randomStep, { minLength: 20, maxLength, size: 'max' }))
    .map(([opening, rest]) => [...opening, ...rest]);
}
