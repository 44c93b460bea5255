// Random commands as data, and sequences of them.

import fc from 'fast-check';
import { inputs } from './inputs.js';
import { openings } from './openings.js';
import { callers, weighted } from './places.js';
import type { Call, Verb } from './reference/index.js';

/** A call whose names are resolved when its turn comes, or the repetition of an earlier one. */
export type Command = Call | Again;

interface Again {
  readonly verb: 'again';
  /** Which of the calls that had an idempotency key, the last one first. */
  readonly back: number;
}

const keys = weighted<string | undefined>(
  [2, fc.constant(undefined)],
  [1, fc.constantFrom('a', 'a', 'a', 'b')],
);

function callsOf<V extends Verb>(verb: V): fc.Arbitrary<Call<V>> {
  const { input, isKeyed } = inputs[verb];
  return fc
    .record({ caller: callers, input, key: isKeyed ? keys : fc.constant(undefined) })
    .map(({ key, ...call }) => ({ verb, ...call, ...(key === undefined ? {} : { key }) }));
}

export const verbs: readonly Verb[] = Object.keys(inputs).filter(isVerb);

function isVerb(text: string): text is Verb {
  return Object.hasOwn(inputs, text);
}

const again: fc.Arbitrary<Again> = fc.record({
  verb: fc.constant('again'),
  back: fc.nat({ max: 3 }),
});

/** One command of any kind. */
const commands: fc.Arbitrary<Command> = weighted<Command>(
  ...verbs.map((verb): [number, fc.Arbitrary<Command>] => [inputs[verb].weight, callsOf(verb)]),
  [8, again],
);

const beginnings = weighted(
  ...openings.map(([weight, opening]): [number, fc.Arbitrary<readonly Command[]>] => [
    weight,
    fc.constant(opening),
  ]),
);

/** An opening, and then up to so many random commands: 30 where absent. */
export function commandSequences(maxLength: number = 30): fc.Arbitrary<readonly Command[]> {
  return fc
    .tuple(beginnings, fc.array(commands, { minLength: 1, maxLength, size: 'max' }))
    .map(([opening, rest]) => [...opening, ...rest]);
}
