// Whole sequences: a beginning, and then whatever comes.

import fc from 'fast-check';
import { beginnings } from './openings.js';
import { type Step, step } from './steps.js';

/** Up to so many random steps after the beginning: 44 where absent. */
export function sequences(maxLength: number = 44): fc.Arbitrary<readonly Step[]> {
  return fc
    .tuple(beginnings, fc.array(step, { minLength: 20, maxLength, size: 'max' }))
    .map(([opening, rest]) => [...opening, ...rest]);
}
