// The data of the benchmarks: the same rows in every storage, and the inputs that the operations take one after the other.

import type { Change, OrganizationId, Storage, User, UserId } from '../src/index.js';
import { countingIds } from '../src/testing/doubles/index.js';
import { commitInBatches, createRowFactory, toUserInsert } from './rows.js';

export interface BenchmarkData {
  readonly changes: readonly Change[];
  /** The creator and only admin of all organizations except those of the joiners. */
  readonly admin: User;
  /** The organization that all people are members of. */
  readonly fullOrganizationId: OrganizationId;
  /** Organizations with one member, the admin, who invites people to them. */
  readonly emptyOrganizationIds: readonly OrganizationId[];
  readonly members: readonly User[];
  /** Each belongs to 20 organizations. */
  readonly joiners: readonly User[];
}

export const organizationsPerJoiner = 20;
const joinerCount = 16;
const ids = countingIds(0xbe_0000);
const now = new Date('2026-03-02T09:00:00.500Z');

/** Creates `peopleCount` people in one organization, and enough other organizations for `pairs` invitations. */
export function createBenchmarkData(peopleCount: number, pairCount: number): BenchmarkData {
  const rows = createRowFactory(ids, now);
  const admin = rows.user();
  const members = Array.from({ length: peopleCount }, () => rows.user());
  const joiners = Array.from({ length: joinerCount }, () => rows.user());
  const full = rows.organizationInserts(admin);
  const empty = Array.from({ length: Math.ceil(pairCount / peopleCount) }, () =>
    rows.organizationInserts(admin),
  );
  const ofJoiners = joiners.flatMap((joiner) =>
    Array.from(
      { length: organizationsPerJoiner },
      () => rows.organizationInserts(joiner).changes,
    ).flat(),
  );
  return {
    admin,
    members,
    joiners,
    fullOrganizationId: full.organizationId,
    emptyOrganizationIds: empty.map(({ organizationId }) => organizationId),
    changes: [
      ...[admin, ...members, ...joiners].map(toUserInsert),
      ...full.changes,
      ...members.map((person) => rows.memberInsert(full.organizationId, person)),
      ...empty.flatMap(({ changes }) => changes),
      ...ofJoiners,
    ],
  };
}

export async function writeBenchmarkData(
  storage: Storage,
  { changes }: BenchmarkData,
): Promise<void> {
  await commitInBatches(storage, ids, now, changes);
}

/** A person and the organization to invite them to. No pair is used twice, and no two pairs at once have the same person. */
export interface InvitationPair {
  readonly organizationId: OrganizationId;
  readonly person: User;
}

/** The inputs of the operations, for one subject. */
export interface OperationInputs {
  nextPair(): InvitationPair;
  nextOrganization(): { readonly creator: UserId; readonly name: string };
  nextMember(): User;
  nextJoiner(): User;
}

export function createOperationInputs({
  members,
  joiners,
  emptyOrganizationIds,
}: BenchmarkData): OperationInputs {
  const [nextPair, nextName, nextMember, nextJoiner] = [
    createCounter(),
    createCounter(),
    createCounter(),
    createCounter(),
  ];
  return {
    nextPair() {
      const index = nextPair();
      const organizationId = emptyOrganizationIds[Math.floor(index / members.length)];
      if (organizationId === undefined)
        throw new Error('Every pair was used; create the data with more pairs.');
      return { organizationId, person: itemAt(members, index) };
    },
    nextOrganization() {
      const index = nextName();
      return { creator: itemAt(members, index).id, name: `Guild ${index} of Many` };
    },
    nextMember: () => itemAt(members, nextMember()),
    nextJoiner: () => itemAt(joiners, nextJoiner()),
  };
}

function createCounter(): () => number {
  let next = 0;
  return () => next++;
}

function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('The list is empty.');
  return item;
}
