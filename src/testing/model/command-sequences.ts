// Arbitraries for random commands, as data, and for sequences of them.

import fc from 'fast-check';
import { inputSpecs } from './input-arbitraries.js';
import { openings } from './openings.js';
import { callerPlaceholders, weighted } from './placeholders.js';
import type { MethodName, ModelCall } from './reference/index.js';

/** A call whose placeholders are resolved when it runs, or a repeat of an earlier call. */
export type SequenceStep = ModelCall | RepeatStep;

interface RepeatStep {
  readonly method: 'repeat';
  /** Which earlier call with an idempotency key to repeat; 0 is the last one. */
  readonly stepsBack: number;
}

const idempotencyKeys = weighted<string | undefined>(
  [2, fc.constant(undefined)],
  [1, fc.constantFrom('a', 'a', 'a', 'b')],
);

function callsOfMethod<V extends MethodName>(method: V): fc.Arbitrary<ModelCall<V>> {
  const { input, isKeyed } = inputSpecs[method];
  return fc
    .record({
      caller: callerPlaceholders,
      input,
      key: isKeyed ? idempotencyKeys : fc.constant(undefined),
    })
    .map(({ key, ...call }) => ({ method, ...call, ...(key === undefined ? {} : { key }) }));
}

export const methodNames: readonly MethodName[] = Object.keys(inputSpecs).filter(isMethodName);

function isMethodName(text: string): text is MethodName {
  return Object.hasOwn(inputSpecs, text);
}

const repeatSteps: fc.Arbitrary<RepeatStep> = fc.record({
  method: fc.constant('repeat'),
  stepsBack: fc.nat({ max: 3 }),
});

const randomSteps: fc.Arbitrary<SequenceStep> = weighted<SequenceStep>(
  ...methodNames.map((method): [number, fc.Arbitrary<SequenceStep>] => [
    inputSpecs[method].weight,
    callsOfMethod(method),
  ]),
  [8, repeatSteps],
);

const openingSequences = weighted(
  ...openings.map(([weight, opening]): [number, fc.Arbitrary<readonly SequenceStep[]>] => [
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
