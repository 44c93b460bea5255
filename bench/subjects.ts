// Who is measured, and what each of them does for a command or a read. What Guildhall does and another does not is the price
// in their ratio.

import type { BenchmarkOperation } from './operations.js';

export const subjectTitles = {
  floor: 'the floor',
  splitFloor: 'the floor with a collection for each model',
  guildhall: 'Guildhall on MongoDB',
  carefulTeam: 'the careful team',
  betterAuth: 'better-auth on MongoDB',
  memory: 'Guildhall in memory',
  betterAuthInMemory: 'better-auth in memory',
} as const;

export type SubjectName = keyof typeof subjectTitles;

export const mongoSubjects = [
  'guildhall',
  'floor',
  'splitFloor',
  'betterAuth',
  'carefulTeam',
] as const;
export const memorySubjects = ['memory', 'betterAuthInMemory'] as const;
export const subjectNames: readonly SubjectName[] = [...mongoSubjects, ...memorySubjects];

/** `yes`, `no`, or what of it is done. */
type Answer = string;

interface Capability {
  readonly title: string;
  readonly kind: BenchmarkOperation['kind'];
  /** How a ratio names it, if the other one does not have it. */
  readonly price: string;
  readonly answers: Readonly<Record<SubjectName, Answer>>;
}

/** Guildhall and the floors do all of it. */
function without(
  [carefulTeam, betterAuth, betterAuthInMemory]: readonly [Answer, Answer, Answer],
  row: Omit<Capability, 'answers'>,
): Capability {
  const ours = { floor: 'yes', splitFloor: 'yes', guildhall: 'yes', memory: 'yes' };
  return { ...row, answers: { ...ours, carefulTeam, betterAuth, betterAuthInMemory } };
}

const partly = 'for parts of some commands, not for creating';

export const capabilities: readonly Capability[] = [
  without(['yes', partly, 'no'], {
    title: 'a command is written as a whole or not at all',
    kind: 'command',
    price: 'transaction',
  }),
  without(['yes', 'yes, by an index that its adapter tries to create', 'no'], {
    title: 'unique slugs under a crowd',
    kind: 'command',
    price: 'unique slug',
  }),
  without(['yes', 'no', 'no'], {
    title: 'keeps an admin under a crowd',
    kind: 'command',
    price: 'last-admin guard',
  }),
  without(['yes', 'no', 'no'], {
    title: 'one membership per user under a crowd',
    kind: 'command',
    price: 'one membership per user',
  }),
  without(['yes', 'no', 'no'], {
    title: 'audit entry in the same commit',
    kind: 'command',
    price: 'audit entry',
  }),
  without(['no', 'no', 'no'], {
    title: 'a lost answer can be repeated safely',
    kind: 'command',
    price: 'idempotency',
  }),
  without(['no', 'no', 'no'], {
    title: 'mail queued in the same commit',
    kind: 'command',
    price: 'queued mail',
  }),
  without(['only deleted organizations', 'it has neither', 'it has neither'], {
    title: 'deleted organizations and suspended accounts count as absent',
    kind: 'read',
    price: 'absent accounts and organizations',
  }),
];

/** What the peer leaves out of such an operation. A ratio binds if that is nothing. */
export function priceOf(peer: SubjectName, kind: BenchmarkOperation['kind']): readonly string[] {
  return capabilities
    .filter((one) => one.kind === kind && !one.answers[peer].startsWith('yes'))
    .map(({ price }) => price);
}
