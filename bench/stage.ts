// What the benchmarks play on: the same rows in every storage, and what each operation is given, one after the other.

import type { Change, OrganizationId, Storage, User, UserId } from '../src/index.js';
import { countingIds } from '../src/testing/doubles/index.js';
import { fill, rowsFrom, userInsert } from './rows.js';

export interface Stage {
  readonly changes: readonly Change[];
  /** The founder and first admin of every organization but those of the joiners. */
  readonly admin: User;
  /** With all people as its members. */
  readonly full: OrganizationId;
  /** Each with its founder as its only member, to invite people to. */
  readonly empty: readonly OrganizationId[];
  readonly people: readonly User[];
  /** Each belongs to 20 organizations. */
  readonly joiners: readonly User[];
}

export const organizationsOfJoiner = 20;
const joinerCount = 16;
const ids = countingIds(0xbe_0000);
const now = new Date('2026-03-02T09:00:00.500Z');

/** `people` in one organization, and enough other organizations to invite each of them to. */
export function stageFor(peopleCount: number, pairs: number): Stage {
  const rows = rowsFrom(ids, now);
  const admin = rows.user();
  const people = Array.from({ length: peopleCount }, () => rows.user());
  const joiners = Array.from({ length: joinerCount }, () => rows.user());
  const full = rows.organization(admin);
  const empty = Array.from({ length: Math.ceil(pairs / peopleCount) }, () =>
    rows.organization(admin),
  );
  const ofJoiners = joiners.flatMap((joiner) =>
    Array.from({ length: organizationsOfJoiner }, () => rows.organization(joiner).changes).flat(),
  );
  return {
    admin,
    people,
    joiners,
    full: full.organizationId,
    empty: empty.map(({ organizationId }) => organizationId),
    changes: [
      ...[admin, ...people, ...joiners].map(userInsert),
      ...full.changes,
      ...people.map((person) => rows.member(full.organizationId, person)),
      ...empty.flatMap(({ changes }) => changes),
      ...ofJoiners,
    ],
  };
}

export async function set(storage: Storage, { changes }: Stage): Promise<void> {
  await fill(storage, ids, now, changes);
}

/** Who is invited to what: never the same twice, and no two at once who are the same person. */
export interface Pair {
  readonly organizationId: OrganizationId;
  readonly person: User;
}

/** What each operation is given, for one subject. */
export interface Supply {
  pair(): Pair;
  founding(): { readonly founder: UserId; readonly name: string };
  person(): User;
  joiner(): User;
}

export function supplyFrom({ people, joiners, empty }: Stage): Supply {
  const [pairs, foundings, persons, joined] = [counter(), counter(), counter(), counter()];
  return {
    pair() {
      const index = pairs();
      const organizationId = empty[Math.floor(index / people.length)];
      if (organizationId === undefined) throw new Error('there is nobody left to invite');
      return { organizationId, person: at(people, index) };
    },
    founding() {
      const index = foundings();
      return { founder: at(people, index).id, name: `Guild ${index} of Many` };
    },
    person: () => at(people, persons()),
    joiner: () => at(joiners, joined()),
  };
}

function counter(): () => number {
  let next = 0;
  return () => next++;
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('the list is empty');
  return item;
}
