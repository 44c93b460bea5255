// The first steps of a sequence, which bring apps to a certain state.

import fc from 'fast-check';
import {
  flawlessCommand,
  type RandomStep,
  type ReviewMethodName,
  simultaneousStep,
  weighted,
} from './random-steps.js';

function advanceSteps(targetIndex: number, times: number, variant: number): readonly RandomStep[] {
  const command = { ...flawlessCommand('advance', variant), targetIndex };
  return Array.from({ length: times }, () => ({ kind: 'command', command, faults: [] }));
}

function commandStep(method: ReviewMethodName, variant: number = 0): RandomStep {
  return { kind: 'command', command: flawlessCommand(method, variant), faults: [] };
}

function waitStep(seconds: number): RandomStep {
  return { kind: 'wait', seconds };
}

function probeStep(by: 'admin' | 'system'): RandomStep {
  return { kind: 'probe', targetIndex: 0, actorIndex: by === 'admin' ? 1 : 13 };
}

const day = 86_400;

const drafted = advanceSteps(0, 3, 5);
const inReview = advanceSteps(0, 5, 5);
const approved = advanceSteps(0, 7, 5);
const released = advanceSteps(0, 8, 6);

const weightedOpenings: readonly (readonly [number, readonly RandomStep[]])[] = [
  [1, []],
  [2, drafted],
  [4, inReview],
  [4, approved],
  [3, [...released, ...advanceSteps(1, 5, 5)]],
  // An update of a live app.
  [3, [...released, ...advanceSteps(0, 3, 5)]],
  [3, [...released, ...advanceSteps(0, 5, 5)]],
  [2, [...inReview, ...advanceSteps(0, 2, 1), probeStep('admin')]],
  [2, [...approved, waitStep(91 * day)]],
  [1, [...approved, waitStep(91 * day), commandStep('apps.move')]],
  [1, [...drafted, commandStep('organizations.delete'), probeStep('system')]],
  [2, [...approved, waitStep(90 * day - 3_600), commandStep('maintenance.runOnce')]],
  [1, [...drafted, commandStep('apps.delete'), probeStep('admin'), waitStep(91 * day)]],
  [
    1,
    [
      ...inReview,
      commandStep('keys.create', 2),
      commandStep('review.suspend'),
      commandStep('apps.updateDraft', 14),
    ],
  ],
];

/** Opening steps, followed by a pair of conflicting commands. */
const openingsWithRace: readonly (readonly [
  readonly RandomStep[],
  readonly [ReviewMethodName, ReviewMethodName],
])[] = [
  [advanceSteps(0, 4, 5), ['review.claim', 'review.claim']],
  [advanceSteps(0, 4, 5), ['review.claim', 'invitations.accept']],
  [inReview, ['review.approve', 'review.reject']],
  [inReview, ['review.approve', 'invitations.accept']],
  [advanceSteps(0, 6, 5), ['review.secondApprove', 'invitations.accept']],
  [approved, ['submissions.release', 'review.suspend']],
  [
    [...released, ...advanceSteps(0, 3, 5)],
    ['review.approve', 'review.revoke'],
  ],
];

const randomOpeningWithRace: fc.Arbitrary<readonly RandomStep[]> = fc
  .constantFrom(...openingsWithRace)
  .chain(([opening, methods]) => simultaneousStep(methods).map((step) => [...opening, step]));

/** The opening steps of a sequence: none, a draft, or an app in a later state. */
export const randomOpenings: fc.Arbitrary<readonly RandomStep[]> = weighted(
  ...weightedOpenings.map(([weight, opening]): [number, fc.Arbitrary<readonly RandomStep[]>] => [
    weight,
    fc.constant(opening),
  ]),
  [8, randomOpeningWithRace],
);
