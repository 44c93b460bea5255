// Random steps as plain data, so that failing sequences shrink. The actor and the target are chosen when a step runs.

import fc from 'fast-check';
import type { FaultTiming } from '../../../../src/testing/doubles/index.js';

export const reviewMethodNames = [
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
export type ReviewMethodName = (typeof reviewMethodNames)[number];

/** What is wrong with a command's input, if it has such a field. */
type CommandDefect =
  | 'nothing'
  | 'token'
  | 'digest'
  | 'revision'
  | 'blankReason'
  | 'id'
  | 'unknownField';

/** A command. `advance` is the next command in the life of an app. The indexes choose from lists of candidates, the best first. */
export interface RandomCommand {
  readonly method: ReviewMethodName | 'advance';
  readonly targetIndex: number;
  readonly actorIndex: number;
  readonly variant: number;
  readonly defect: CommandDefect;
  /** No idempotency key, one of its own, or one that many commands share. */
  readonly idempotencyKey: 'none' | 'own' | 'shared';
}

export type RandomStep =
  | {
      readonly kind: 'command';
      readonly command: RandomCommand;
      readonly faults: readonly FaultTiming[];
    }
  | {
      readonly kind: 'simultaneous';
      readonly commands: readonly [RandomCommand, RandomCommand];
      readonly turns: readonly number[];
      readonly faults: readonly FaultTiming[];
    }
  /** Repeats a command that had an idempotency key; `stepsBack` counts from the last one. */
  | { readonly kind: 'repeat'; readonly stepsBack: number }
  | { readonly kind: 'wait'; readonly seconds: number }
  /** Compares the available actions with what the commands do. */
  | { readonly kind: 'probe'; readonly targetIndex: number; readonly actorIndex: number };

export function weighted<T>(
  ...choices: readonly (readonly [number, fc.Arbitrary<T>])[]
): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

/** The weights of methods that sequences need more or less often than others. */
const methodWeights: Partial<Record<ReviewMethodName, number>> = {
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

const randomMethod: fc.Arbitrary<ReviewMethodName> = weighted(
  ...reviewMethodNames.map((method): [number, fc.Arbitrary<ReviewMethodName>] => [
    methodWeights[method] ?? 3,
    fc.constant(method),
  ]),
);

/** Mostly 0. */
const randomIndex = weighted(
  [7, fc.constant(0)],
  [2, fc.nat({ max: 2 })],
  [1, fc.integer({ min: 3, max: 9 })],
);

/** The possible defects of each method; of a method that is not listed, the id. */
const defectsByMethod: Partial<Record<ReviewMethodName, readonly CommandDefect[]>> = {
  'apps.create': ['id', 'blankReason'],
  'apps.updateDraft': ['revision', 'unknownField'],
  'apps.share': ['unknownField'],
  'submissions.submit': ['revision', 'id'],
  'submissions.resubmit': ['revision', 'id'],
  'review.renewClaim': ['token'],
  'review.releaseClaim': ['token'],
  'review.setLane': ['blankReason'],
  'review.requestChanges': ['token', 'digest', 'blankReason'],
  'review.approve': ['token', 'digest'],
  'review.secondApprove': ['digest'],
  'review.sendBack': ['digest', 'blankReason'],
  'review.reject': ['token', 'digest', 'blankReason'],
  'review.revoke': ['blankReason'],
  'review.warn': ['blankReason'],
  'review.suspend': ['blankReason'],
  'keys.authenticate': ['token'],
};

function defectOf(method: ReviewMethodName, which: number | null): CommandDefect {
  const known = defectsByMethod[method] ?? ['id'];
  return which === null ? 'nothing' : (known[which % known.length] ?? 'nothing');
}

const randomKeyChoice = weighted<RandomCommand['idempotencyKey']>(
  [8, fc.constant('none')],
  [2, fc.constant('own')],
  [2, fc.constant('shared')],
);

const randomAdvance: fc.Arbitrary<RandomCommand> = fc.record({
  method: fc.constant('advance'),
  targetIndex: fc.nat({ max: 2 }),
  actorIndex: randomIndex,
  variant: fc.nat({ max: 19 }),
  defect: fc.constant('nothing'),
  idempotencyKey: fc.constant('none'),
});

const randomMethodCall: fc.Arbitrary<RandomCommand> = fc
  .record({
    method: randomMethod,
    targetIndex: randomIndex,
    actorIndex: randomIndex,
    variant: fc.nat({ max: 19 }),
    which: weighted<number | null>([4, fc.constant(null)], [1, fc.nat({ max: 2 })]),
    idempotencyKey: randomKeyChoice,
  })
  .map(({ which, ...command }) => ({ ...command, defect: defectOf(command.method, which) }));

const randomFault = weighted<FaultTiming>(
  [3, fc.constant('none')],
  [2, fc.constant('before')],
  [2, fc.constant('after')],
);
const randomFaults = weighted<readonly FaultTiming[]>(
  [15, fc.constant([])],
  [4, fc.array(randomFault, { minLength: 1, maxLength: 12 })],
  // So many faults that a command gives up.
  [1, fc.array(fc.constantFrom<FaultTiming>('before', 'after'), { minLength: 24, maxLength: 40 })],
);

const [minute, hour, day] = [60, 3_600, 86_400];
const clockJumps = weighted(
  [4, fc.constantFrom(7, minute, 11 * minute, 50 * minute)],
  [4, fc.constant(hour + 5 * minute)],
  [2, fc.constantFrom(day, 3 * day, 8 * day)],
  [2, fc.constantFrom(90 * day - hour, 91 * day)],
  [3, fc.constant(-10 * minute)],
);

const randomCommand = weighted([3, randomAdvance], [4, randomMethodCall]);

/** Pairs of commands that conflict with each other. */
const commandRaces: readonly (readonly [ReviewMethodName, ReviewMethodName])[] = [
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

const randomTurns = fc.array(fc.nat({ max: 5 }), { minLength: 4, maxLength: 30 });

function commandPairOf([one, other]: readonly [ReviewMethodName, ReviewMethodName]): fc.Arbitrary<
  readonly [RandomCommand, RandomCommand]
> {
  return fc.tuple(fc.nat({ max: 19 }), fc.boolean()).map(([variant, isTurned]) => {
    const commands = [flawlessCommand(one, variant), flawlessCommand(other, variant)] as const;
    return isTurned ? [commands[1], commands[0]] : commands;
  });
}

/** A step of two commands at the same time, whose storage calls take turns. */
export function simultaneousStep(
  methods: readonly [ReviewMethodName, ReviewMethodName],
): fc.Arbitrary<RandomStep> {
  return fc.record({
    kind: fc.constant('simultaneous'),
    commands: commandPairOf(methods),
    turns: randomTurns,
    faults: fc.constant([]),
  });
}

const randomCommandPair: fc.Arbitrary<readonly [RandomCommand, RandomCommand]> = fc
  .constantFrom(...commandRaces)
  .chain(commandPairOf);

/** A command without a defect, with the best target and actor. */
export function flawlessCommand(method: RandomCommand['method'], variant: number): RandomCommand {
  return {
    method,
    targetIndex: 0,
    actorIndex: 0,
    variant,
    defect: 'nothing',
    idempotencyKey: 'none',
  };
}

/** A step of any kind. */
export const randomStep: fc.Arbitrary<RandomStep> = weighted<RandomStep>(
  [18, fc.record({ kind: fc.constant('command'), command: randomCommand, faults: randomFaults })],
  [
    6,
    fc.record({
      kind: fc.constant('simultaneous'),
      commands: weighted<readonly [RandomCommand, RandomCommand]>(
        [1, fc.tuple(randomCommand, randomCommand)],
        [2, randomCommandPair],
      ),
      turns: randomTurns,
      faults: weighted<readonly FaultTiming[]>([3, fc.constant([])], [1, randomFaults]),
    }),
  ],
  [1, fc.record({ kind: fc.constant('repeat'), stepsBack: fc.nat({ max: 3 }) })],
  [3, fc.record({ kind: fc.constant('wait'), seconds: clockJumps })],
  [
    2,
    fc.record({
      kind: fc.constant('probe'),
      targetIndex: randomIndex,
      actorIndex: fc.nat({ max: 13 }),
    }),
  ],
);
