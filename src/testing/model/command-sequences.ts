// Arbitraries for random commands, as data, and for sequences of them.

import fc from 'fast-check';
import { callSpecsByMethod } from './method-call-specs.js';
import { weightedOpenings } from './openings.js';
import { callerPlaceholders, oneOfWeighted } from './placeholders.js';
import type { MethodName, ModelCall } from './reference/index.js';

/** A call whose placeholders are resolved when it runs, or a repeat of an earlier call. */
export type SequenceStep = ModelCall | RepeatStep;

interface RepeatStep {
  readonly method: 'repeat';
  /** Which earlier call with an idempotency key to repeat; 0 is the last one. */
  readonly stepsBack: number;
}

const optionalIdempotencyKeys = oneOfWeighted<string | undefined>(
  [2, fc.constant(undefined)],
  [1, fc.constantFrom('a', 'a', 'a', 'b')],
);

function callsOfMethod<V extends MethodName>(method: V): fc.Arbitrary<ModelCall<V>> {
  const { input, isKeyed } = callSpecsByMethod[method];
  return fc
    .record({
      caller: callerPlaceholders,
      input,
      key: isKeyed ? optionalIdempotencyKeys : fc.constant(undefined),
    })
    .map(({ key, ...call }) => ({ method, ...call, ...(key === undefined ? {} : { key }) }));
}

export const methodNames: readonly MethodName[] =
  Object.keys(callSpecsByMethod).filter(isMethodName);

function isMethodName(text: string): text is MethodName {
  return Object.hasOwn(callSpecsByMethod, text);
}

const repeatSteps: fc.Arbitrary<RepeatStep> = fc.record({
  method: fc.constant('repeat'),
  stepsBack: fc.nat({ max: 3 }),
});

const randomSteps: fc.Arbitrary<SequenceStep> = oneOfWeighted<SequenceStep>(
  ...methodNames.map((method): [number, fc.Arbitrary<SequenceStep>] => [
    callSpecsByMethod[method].weight,
    callsOfMethod(method),
  ]),
  [8, repeatSteps],
);

const openingSequences = oneOfWeighted(
  ...weightedOpenings.map(([weight, opening]): [number, fc.Arbitrary<readonly SequenceStep[]>] => [
    weight,
    fc.constant(opening),
  ]),
);

/** Sequences of an opening and then 1 to `maxLength` random commands (30 if absent). */
export function commandSequences(maxLength: number = 30): fc.Arbitrary<readonly SequenceStep[]> {
  return fc
    .tuple(openingSequences, fc.array(randomSteps, { minLength: 1, maxLength, size: 'max' }))
    .map(([opening, rest]) => [...opening, ...rest]);
}
