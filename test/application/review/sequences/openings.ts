// How sequences begin.

import fc from 'fast-check';
import { meantAsIs, type Step, together, type Verb, weighted } from './steps.js';

function advances(of: number, times: number, how: number): readonly Step[] {
  const act = { ...meantAsIs('advance', how), of };
  return Array.from({ length: times }, () => ({ kind: 'act', act, faults: [] }));
}

function done(verb: Verb, how: number = 0): Step {
  return { kind: 'act', act: meantAsIs(verb, how), faults: [] };
}

function passing(seconds: number): Step {
  return { kind: 'pass', seconds };
}

function asked(by: 'admin' | 'system'): Step {
  return { kind: 'ask', of: 0, by: by === 'admin' ? 1 : 13 };
}

const day = 86_400;

const drafted = advances(0, 3, 5);
const inReview = advances(0, 5, 5);
const approved = advances(0, 7, 5);
const released = advances(0, 8, 6);

const openings: readonly (readonly [number, readonly Step[]])[] = [
  [1, []],
  [2, drafted],
  [4, inReview],
  [4, approved],
  [3, [...released, ...advances(1, 5, 5)]],
  // An update of what is live.
  [3, [...released, ...advances(0, 3, 5)]],
  [3, [...released, ...advances(0, 5, 5)]],
  [2, [...inReview, ...advances(0, 2, 1), asked('admin')]],
  [2, [...approved, passing(91 * day)]],
  [1, [...approved, passing(91 * day), done('apps.move')]],
  [1, [...drafted, done('organizations.delete'), asked('system')]],
  [2, [...approved, passing(90 * day - 3_600), done('maintenance.runOnce')]],
  [1, [...drafted, done('apps.delete'), asked('admin'), passing(91 * day)]],
  [1, [...inReview, done('keys.create', 2), done('review.suspend'), done('apps.updateDraft', 14)]],
];

/** What stands in each other's way from there. */
const duels: readonly (readonly [readonly Step[], readonly [Verb, Verb]])[] = [
  [advances(0, 4, 5), ['review.claim', 'review.claim']],
  [advances(0, 4, 5), ['review.claim', 'invitations.accept']],
  [inReview, ['review.approve', 'review.reject']],
  [inReview, ['review.approve', 'invitations.accept']],
  [advances(0, 6, 5), ['review.secondApprove', 'invitations.accept']],
  [approved, ['submissions.release', 'review.suspend']],
  [
    [...released, ...advances(0, 3, 5)],
    ['review.approve', 'review.revoke'],
  ],
];

const dueling: fc.Arbitrary<readonly Step[]> = fc
  .constantFrom(...duels)
  .chain(([opening, verbs]) => together(verbs).map((step) => [...opening, step]));

/** With how much a sequence begins: nothing, a draft, and whatever may become of it. */
export const beginnings: fc.Arbitrary<readonly Step[]> = weighted(
  ...openings.map(([weight, opening]): [number, fc.Arbitrary<readonly Step[]>] => [
    weight,
    fc.constant(opening),
  ]),
  [8, dueling],
);
