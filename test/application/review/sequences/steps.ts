// Random steps as plain data, so that sequences of them shrink. Whom and what they mean is settled when their turn comes.

import fc from 'fast-check';
import type { StorageFault } from '../../../../src/testing/doubles/index.js';

export const verbs = [
  'apps.create',
  'apps.updateDraft',
  'apps.share',
  'apps.delist',
  'apps.relist',
  'apps.move',
  'apps.delete',
  'apps.restore',
  'submissions.submit',
  'submissions.resubmit',
  'submissions.withdraw',
  'submissions.release',
  'review.claim',
  'review.renewClaim',
  'review.releaseClaim',
  'review.setLane',
  'review.requestChanges',
  'review.approve',
  'review.secondApprove',
  'review.sendBack',
  'review.reject',
  'review.revoke',
  'review.warn',
  'review.suspend',
  'review.takeDown',
  'review.reinstate',
  'review.setTier',
  'keys.create',
  'keys.rotate',
  'keys.revoke',
  'keys.authenticate',
  'invitations.accept',
  'memberships.leave',
  'memberships.remove',
  'organizations.delete',
  'organizations.restore',
  'maintenance.runOnce',
] as const;
export type Verb = (typeof verbs)[number];

/** What is wrong with a command, where it has such a thing. */
type Wrong = 'nothing' | 'token' | 'digest' | 'revision' | 'words' | 'id' | 'extra';

/** A command. `advance` is whatever brings an app further. Numbers choose from lists of what fits, the best first. */
export interface Act {
  readonly verb: Verb | 'advance';
  readonly of: number;
  readonly by: number;
  readonly how: number;
  readonly wrong: Wrong;
  /** Under an idempotency key of its own, or under the one that many commands have. */
  readonly key: 'none' | 'own' | 'shared';
}

export type Step =
  | { readonly kind: 'act'; readonly act: Act; readonly faults: readonly StorageFault[] }
  | {
      readonly kind: 'together';
      readonly acts: readonly [Act, Act];
      readonly turns: readonly number[];
      readonly faults: readonly StorageFault[];
    }
  /** A command that had a key, once more; which of them, the last one first. */
  | { readonly kind: 'again'; readonly back: number }
  | { readonly kind: 'pass'; readonly seconds: number }
  | { readonly kind: 'ask'; readonly of: number; readonly by: number };

export function weighted<T>(
  ...choices: readonly (readonly [number, fc.Arbitrary<T>])[]
): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

/** Those that sequences need less often than others, or more. */
const weights: Partial<Record<Verb, number>> = {
  'review.claim': 5,
  'review.approve': 5,
  'review.secondApprove': 5,
  'submissions.submit': 4,
  'submissions.resubmit': 4,
  'review.requestChanges': 4,
  'apps.updateDraft': 5,
  'keys.create': 4,
  'keys.rotate': 4,
  'memberships.leave': 4,
  'review.sendBack': 4,
  'review.takeDown': 2,
  'organizations.delete': 2,
  'apps.delete': 2,
  'apps.relist': 5,
  'keys.authenticate': 4,
  'maintenance.runOnce': 4,
  'apps.create': 2,
};

const anyVerb: fc.Arbitrary<Verb> = weighted(
  ...verbs.map((verb): [number, fc.Arbitrary<Verb>] => [weights[verb] ?? 3, fc.constant(verb)]),
);

/** Mostly the first. */
const place = weighted(
  [7, fc.constant(0)],
  [2, fc.nat({ max: 2 })],
  [1, fc.integer({ min: 3, max: 9 })],
);

/** What can be wrong with whatever is not here: the id. */
const wrongs: Partial<Record<Verb, readonly Wrong[]>> = {
  'apps.create': ['id', 'words'],
  'apps.updateDraft': ['revision', 'extra'],
  'apps.share': ['extra'],
  'submissions.submit': ['revision', 'id'],
  'submissions.resubmit': ['revision', 'id'],
  'review.renewClaim': ['token'],
  'review.releaseClaim': ['token'],
  'review.setLane': ['words'],
  'review.requestChanges': ['token', 'digest', 'words'],
  'review.approve': ['token', 'digest'],
  'review.secondApprove': ['digest'],
  'review.sendBack': ['digest', 'words'],
  'review.reject': ['token', 'digest', 'words'],
  'review.revoke': ['words'],
  'review.warn': ['words'],
  'review.suspend': ['words'],
  'keys.authenticate': ['token'],
};

function wrongOf(verb: Verb, which: number | null): Wrong {
  const known = wrongs[verb] ?? ['id'];
  return which === null ? 'nothing' : (known[which % known.length] ?? 'nothing');
}

const key = weighted<Act['key']>(
  [8, fc.constant('none')],
  [2, fc.constant('own')],
  [2, fc.constant('shared')],
);

const advance: fc.Arbitrary<Act> = fc.record({
  verb: fc.constant('advance'),
  of: fc.nat({ max: 2 }),
  by: place,
  how: fc.nat({ max: 19 }),
  wrong: fc.constant('nothing'),
  key: fc.constant('none'),
});

const command: fc.Arbitrary<Act> = fc
  .record({
    verb: anyVerb,
    of: place,
    by: place,
    how: fc.nat({ max: 19 }),
    which: weighted<number | null>([4, fc.constant(null)], [1, fc.nat({ max: 2 })]),
    key,
  })
  .map(({ which, ...act }) => ({ ...act, wrong: wrongOf(act.verb, which) }));

const fault = weighted<StorageFault>(
  [3, fc.constant('none')],
  [2, fc.constant('before')],
  [2, fc.constant('after')],
);
const faults = weighted<readonly StorageFault[]>(
  [15, fc.constant([])],
  [4, fc.array(fault, { minLength: 1, maxLength: 12 })],
  // Until a command gives up.
  [1, fc.array(fc.constantFrom<StorageFault>('before', 'after'), { minLength: 24, maxLength: 40 })],
);

const [minute, hour, day] = [60, 3_600, 86_400];
const jumps = weighted(
  [4, fc.constantFrom(7, minute, 11 * minute, 50 * minute)],
  [4, fc.constant(hour + 5 * minute)],
  [2, fc.constantFrom(day, 3 * day, 8 * day)],
  [2, fc.constantFrom(90 * day - hour, 91 * day)],
  [3, fc.constant(-10 * minute)],
);

const act = weighted([3, advance], [4, command]);

/** Commands that stand in each other's way, each as it is most likely meant. */
const duels: readonly (readonly [Verb, Verb])[] = [
  ['review.claim', 'review.claim'],
  ['review.claim', 'submissions.withdraw'],
  ['review.claim', 'invitations.accept'],
  ['review.renewClaim', 'invitations.accept'],
  ['review.approve', 'review.reject'],
  ['review.approve', 'review.revoke'],
  ['review.approve', 'invitations.accept'],
  ['review.secondApprove', 'review.sendBack'],
  ['review.secondApprove', 'invitations.accept'],
  ['submissions.submit', 'submissions.submit'],
  ['submissions.submit', 'apps.updateDraft'],
  ['submissions.submit', 'apps.delete'],
  ['submissions.submit', 'apps.move'],
  ['submissions.submit', 'organizations.delete'],
  ['submissions.release', 'review.suspend'],
  ['submissions.release', 'submissions.withdraw'],
  ['keys.rotate', 'keys.rotate'],
  ['keys.rotate', 'keys.revoke'],
  ['keys.create', 'apps.move'],
];

const turns = fc.array(fc.nat({ max: 5 }), { minLength: 4, maxLength: 30 });

function duelOf([one, other]: readonly [Verb, Verb]): fc.Arbitrary<readonly [Act, Act]> {
  return fc.tuple(fc.nat({ max: 19 }), fc.boolean()).map(([how, isTurned]) => {
    const acts = [meantAsIs(one, how), meantAsIs(other, how)] as const;
    return isTurned ? [acts[1], acts[0]] : acts;
  });
}

/** Both at once, whoever comes first, call by call. */
export function together(verbs: readonly [Verb, Verb]): fc.Arbitrary<Step> {
  return fc.record({
    kind: fc.constant('together'),
    acts: duelOf(verbs),
    turns,
    faults: fc.constant([]),
  });
}

const duel: fc.Arbitrary<readonly [Act, Act]> = fc.constantFrom(...duels).chain(duelOf);

/** With nothing wrong, about what fits best. */
export function meantAsIs(verb: Act['verb'], how: number): Act {
  return { verb, of: 0, by: 0, how, wrong: 'nothing', key: 'none' };
}

/** One step of any kind. */
export const step: fc.Arbitrary<Step> = weighted<Step>(
  [18, fc.record({ kind: fc.constant('act'), act, faults })],
  [
    6,
    fc.record({
      kind: fc.constant('together'),
      acts: weighted<readonly [Act, Act]>([1, fc.tuple(act, act)], [2, duel]),
      turns,
      faults: weighted<readonly StorageFault[]>([3, fc.constant([])], [1, faults]),
    }),
  ],
  [1, fc.record({ kind: fc.constant('again'), back: fc.nat({ max: 3 }) })],
  [3, fc.record({ kind: fc.constant('pass'), seconds: jumps })],
  [2, fc.record({ kind: fc.constant('ask'), of: place, by: fc.nat({ max: 13 }) })],
);
