// Random small worlds: what is written, and which reads are asked before and after every write.

import fc from 'fast-check';
import type { Storage } from '../../ports/storage.js';
import { apiKeyReads, appReads } from './app-reads.js';
import { invitationReads } from './invitation-reads.js';
import { journalReads } from './journal-reads.js';
import { membershipReads } from './membership-reads.js';
import { organizationReads, slugReads } from './organization-reads.js';
import { check, type PortRead, portReads } from './question.js';
import { appRows } from './random-apps.js';
import { commits, firstCommits } from './random-commits.js';
import { claims, keyUses, prunings, settlements } from './random-deliveries.js';
import { invitations, peopleRows } from './random-people.js';
import type { RowDraft } from './row-drafts.js';
import type { Step } from './step.js';
import { submissionReads } from './submission-reads.js';
import { userReads } from './user-reads.js';
import { emptyWorld, type World } from './world.js';

/** Writes, and the reads that they concern. */
export interface RandomWorld {
  readonly steps: readonly Step[];
  readonly reads: readonly PortRead[];
}

const readsOfJournal = portReads('journal', journalReads);
const readsOfInvitations = portReads('invitations', invitationReads);

const readsOfPeople: readonly PortRead[] = [
  ...portReads('users', userReads),
  ...portReads('organizations', organizationReads),
  ...portReads('memberships', membershipReads),
  ...portReads('slugs', slugReads),
  ...readsOfInvitations,
];

const readsOfApps: readonly PortRead[] = [
  ...portReads('apps', appReads),
  ...portReads('submissions', submissionReads),
  ...portReads('apiKeys', apiKeyReads),
];

/** Every read that is asked, by its name. */
export const comparedReads: readonly PortRead[] = [
  ...readsOfPeople,
  ...readsOfApps,
  ...readsOfJournal,
];

/** Worlds of people and their organizations. */
export const peopleWorlds: fc.Arbitrary<RandomWorld> = worldsOf(
  readsOfPeople,
  peopleRows,
  [4, commits(peopleRows, 12)],
  [1, claims],
  [1, settlements],
);

/** Worlds of what is to be delivered to them. */
export const deliveryWorlds: fc.Arbitrary<RandomWorld> = worldsOf(
  readsOfInvitations,
  invitations,
  [1, commits(invitations, 8)],
  [3, claims],
  [2, settlements],
  [1, prunings],
);

/** Worlds of apps, of their review and of their keys. */
export const appWorlds: fc.Arbitrary<RandomWorld> = worldsOf(
  readsOfApps,
  appRows,
  [4, commits(appRows, 12)],
  [1, keyUses],
  [1, prunings],
);

/** Worlds of all three kinds. */
export const randomWorlds: fc.Arbitrary<RandomWorld> = fc.noBias(
  fc.oneof(peopleWorlds, deliveryWorlds, appWorlds),
);

/** A commit of many rows, and then a few weighted writes. */
function worldsOf(
  reads: readonly PortRead[],
  rows: fc.Arbitrary<RowDraft>,
  ...writes: readonly (readonly [weight: number, arbitrary: fc.Arbitrary<Step>])[]
): fc.Arbitrary<RandomWorld> {
  const some = fc.oneof(...writes.map(([weight, arbitrary]) => ({ weight, arbitrary })));
  return fc
    .tuple(
      fc.option(firstCommits(rows), { freq: 30 }),
      fc.array(some, { maxLength: 14, size: 'max' }),
    )
    .map(([first, rest]) => ({
      steps: first === null ? rest : [first, ...rest],
      reads: [...reads, ...readsOfJournal],
    }));
}

/**
 * Makes the writes, and asks every question before the first and after each, or only after as many writes as `isAsked` says. Of
 * several storages over the same data each takes its turn. Throws at the first difference.
 */
export async function compareWithLists(
  { steps, reads }: RandomWorld,
  storages: readonly [Storage, ...Storage[]],
  isAsked: (writes: number) => boolean = () => true,
): Promise<void> {
  const written: string[] = [];
  let [world, before] = [emptyWorld, emptyWorld];
  const turn = (n: number) => storages[n % storages.length] ?? storages[0];
  try {
    if (isAsked(0)) await askAll(reads, world, before, turn(0));
    for (const [n, step] of steps.entries()) {
      const write = step(world, n + 1);
      written.push(write.text());
      await check(write, turn(n));
      [before, world] = [world, write.world];
      if (isAsked(n + 1)) await askAll(reads, world, before, turn(n + 1));
    }
  } catch (cause) {
    const steps = written.map((text, n) => `  ${n + 1}. ${text}`).join('\n');
    const seen = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`after these writes to an empty storage\n${steps}\n${seen}`, { cause });
  }
}

async function askAll(
  reads: readonly PortRead[],
  world: World,
  before: World,
  storage: Storage,
): Promise<void> {
  for (const read of reads) {
    await Promise.all(read.questions(world, before).map((question) => check(question, storage)));
  }
}
