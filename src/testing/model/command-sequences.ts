// Arbitraries for random commands, as data, and for sequences of them.

import fc from 'fast-check';
import { appCallSpecs } from './app-call-specs.js';
import { weightedAppOpenings } from './app-openings.js';
import { keyCallSpecs } from './key-call-specs.js';
import { callSpecsByMethod } from './method-call-specs.js';
import { weightedOpenings } from './openings.js';
import { callerPlaceholders, oneOfWeighted } from './placeholders.js';
import type { MethodName, ModelCall } from './reference/index.js';
import { reviewCallSpecs } from './review-call-specs.js';

/** A call whose placeholders are resolved when it runs, a repeat of an earlier call, or a look at all lists about apps. */
export type SequenceStep = ModelCall | RepeatStep | OverviewStep;

interface RepeatStep {
  readonly method: 'repeat';
  /** Which earlier call with an idempotency key to repeat; 0 is the last one. */
  readonly stepsBack: number;
}

interface OverviewStep {
  readonly method: 'overview';
}

const optionalIdempotencyKeys = oneOfWeighted<string | undefined>(
  [2, fc.constant(undefined)],
  [1, fc.constantFrom('a', 'a', 'a', 'b')],
);

function callsOfMethod<V extends MethodName>(method: V): fc.Arbitrary<ModelCall<V>> {
  const { input, isKeyed, caller = callerPlaceholders } = callSpecsByMethod[method];
  return fc
    .record({
      caller,
      input,
      key: isKeyed ? optionalIdempotencyKeys : fc.constant(undefined),
    })
    .map(({ key, ...call }) => ({ method, ...call, ...(key === undefined ? {} : { key }) }));
}

export const methodNames: readonly MethodName[] =
  Object.keys(callSpecsByMethod).filter(isMethodName);

const overviewStep: OverviewStep = { method: 'overview' };

function isMethodName(text: string): text is MethodName {
  return Object.hasOwn(callSpecsByMethod, text);
}

const repeatSteps: fc.Arbitrary<RepeatStep> = fc.record({
  method: fc.constant('repeat'),
  stepsBack: fc.nat({ max: 3 }),
});

/** Random steps; `weightOf` says how often each method is called. */
function randomSteps(
  weightOf: (method: MethodName) => number,
  weights: { readonly repeat: number; readonly overview: number },
): fc.Arbitrary<SequenceStep> {
  return oneOfWeighted<SequenceStep>(
    ...methodNames.map((method): [number, fc.Arbitrary<SequenceStep>] => [
      weightOf(method),
      callsOfMethod(method),
    ]),
    [weights.repeat, repeatSteps],
    [weights.overview, fc.constant(overviewStep)],
  );
}

interface SequenceParts {
  readonly openings: readonly (readonly [weight: number, opening: readonly SequenceStep[]])[];
  readonly steps: fc.Arbitrary<SequenceStep>;
  readonly maxLength: number;
  /** Steps of every sequence, after its opening and at its end. */
  readonly afterOpening: readonly SequenceStep[];
  readonly closing: readonly SequenceStep[];
}

function sequencesOf({
  openings,
  steps,
  maxLength,
  afterOpening,
  closing,
}: SequenceParts): fc.Arbitrary<readonly SequenceStep[]> {
  const weighted = openings.map(
    ([weight, opening]): [number, fc.Arbitrary<readonly SequenceStep[]>] => [
      weight,
      fc.constant(opening),
    ],
  );
  return fc
    .tuple(oneOfWeighted(...weighted), fc.array(steps, { minLength: 1, maxLength, size: 'max' }))
    .map(([opening, rest]) => [...opening, ...afterOpening, ...rest, ...closing]);
}

const specsAboutApps = { ...appCallSpecs, ...reviewCallSpecs, ...keyCallSpecs };

function isAboutApps(method: MethodName): boolean {
  return Object.hasOwn(specsAboutApps, method);
}

/** In sequences about apps, these are called more often than in others, because apps depend on them. */
const factorsAroundApps: ReadonlyMap<MethodName, number> = new Map([
  ['clock.advance', 6],
  ['maintenance.runOnce', 10],
  ['organizations.delete', 6],
  ['organizations.restore', 8],
  ['organizations.rename', 4],
  ['organizations.updateProfile', 3],
  ['memberships.can', 8],
]);

function weightInAppSequences(method: MethodName): number {
  const factor = isAboutApps(method) ? 8 : (factorsAroundApps.get(method) ?? 1);
  return callSpecsByMethod[method].weight * factor;
}

const stepsWithoutApps = randomSteps(
  (method) => (isAboutApps(method) ? 0 : callSpecsByMethod[method].weight),
  { repeat: 8, overview: 0 },
);
const stepsAboutApps = randomSteps(weightInAppSequences, { repeat: 150, overview: 40 });

/** What must be archived or expired is, all lists are seen once more, and an organization is deleted if its apps allow it. */
const closingAfterApps: readonly SequenceStep[] = [
  { method: 'maintenance.runOnce', caller: 'system', input: {} },
  overviewStep,
  {
    method: 'organizations.delete',
    caller: 'system',
    input: { organizationId: '#organization 1' },
  },
];

/**
 * Sequences of an opening and then 1 to `maxLength` random commands (30 if absent). Half of them are about people and
 * organizations. The others are mostly about apps, their review and their keys; they have twice as many steps, of which
 * those are left out for which there is no row yet, and ask for all lists again and again.
 */
export function commandSequences(maxLength: number = 30): fc.Arbitrary<readonly SequenceStep[]> {
  return fc.oneof(
    sequencesOf({
      openings: weightedOpenings,
      steps: stepsWithoutApps,
      maxLength,
      afterOpening: [],
      closing: [],
    }),
    sequencesOf({
      openings: weightedAppOpenings,
      steps: stepsAboutApps,
      maxLength: 2 * maxLength,
      afterOpening: [overviewStep],
      closing: closingAfterApps,
    }),
  );
}
