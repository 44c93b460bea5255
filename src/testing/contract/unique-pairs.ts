// Two rows under one key, whatever else the rows are.

import fc from 'fast-check';
import type {
  Change,
  CollectionName,
  Collections,
  Storage,
  UniqueConstraint,
} from '../../ports/storage.js';
import { rowArbitraries } from '../arbitraries/index.js';
import { commitTo } from '../differential/commit-to-world.js';
import { emptyWorld, uniqueKeys, type World } from '../differential/world.js';
import { insertChange, removeChange, updateChange } from '../row-changes.js';
import { assertTrue, type CallOutcome, outcomeOfCall } from './assertions.js';
import { type Clause, shareOf, type TestWriter } from './clause.js';
import { poolOf, poolSize } from './row-pool.js';

/** The fields that make the key of each constraint. */
const keyFields: Readonly<Record<UniqueConstraint, readonly string[]>> = {
  'users.id': ['id'],
  'users.email': ['email', 'emailKey'],
  'organizations.id': ['id'],
  'organizations.personal': ['personalOf'],
  'organizations.external_id': ['externalId'],
  'memberships.id': ['id'],
  'memberships.organization_user': ['organizationId', 'userId'],
  'invitations.id': ['id'],
  'invitations.pending': ['organizationId', 'email', 'emailKey'],
  'slugs.id': ['slug'],
  'apps.id': ['id'],
  'apps.package_name': ['packageName'],
  'submissions.id': ['id'],
  'submissions.open': ['appId'],
  'apikeys.id': ['id'],
  'journal.id': ['id'],
  'outbox.id': ['id'],
};

interface Pair {
  readonly constraint: UniqueConstraint;
  /** Inserts a row with the key of a stored row. */
  readonly insert: Change;
  readonly remove: Change;
  /** Gives the key to another row, which is at version 1. Absent if no update changes it. */
  readonly update?: Change;
}

interface Pairs {
  readonly stored: Change;
  readonly other: Change;
  readonly pairs: readonly Pair[];
}

type UniqueKeys<C extends CollectionName> = readonly (readonly [
  UniqueConstraint,
  (row: Collections[C]) => string | undefined,
])[];

/** Pairs of any rows, and for a constraint that covers only some rows, of those that it covers. */
function pairsOf<C extends CollectionName>(collection: C, keys: UniqueKeys<C>) {
  const rows = poolOf(collection);
  return [
    ...pairsAmong(
      collection,
      rows,
      keys.map(([constraint]) => constraint),
    ),
    ...keys.flatMap(([constraint, keyOf]) =>
      rows.every((row) => keyOf(row) !== undefined)
        ? []
        : pairsAmong(collection, drawCovered(collection, keyOf), [constraint]),
    ),
  ];
}

function drawCovered<C extends CollectionName>(
  collection: C,
  keyOf: (row: Collections[C]) => string | undefined,
): readonly Collections[C][] {
  const covered = rowArbitraries[collection].filter((row) => keyOf(row) !== undefined);
  return fc.sample(covered, { numRuns: poolSize, seed: 20_261_202 });
}

/** The first half of the rows are stored; each of the others gets a key of one of them. */
function pairsAmong<C extends CollectionName>(
  collection: C,
  rows: readonly Collections[C][],
  constraints: readonly UniqueConstraint[],
) {
  const half = rows.length / 2;
  return rows.slice(0, half).flatMap((row, n) => {
    const others = rows.slice(half + n, half + n + 1);
    return others.map((other) => ({
      stored: insertChange(collection, row),
      other: insertChange(collection, other),
      pairs: constraints.map((constraint) => {
        const alike = withKeyOf(row, other, constraint);
        return {
          constraint,
          insert: insertChange(collection, alike),
          remove: removeChange(collection, alike, 1),
          ...(isKept(constraint) ? {} : { update: updateChange(collection, alike, 1) }),
        };
      }),
    }));
  });
}

/** Whether no update changes the key. */
function isKept(constraint: UniqueConstraint): boolean {
  return constraint.endsWith('.id') || constraint === 'memberships.organization_user';
}

function withKeyOf<T extends object>(row: T, other: T, constraint: UniqueConstraint): T {
  const alike = structuredClone(other);
  for (const name of keyFields[constraint]) {
    if (Object.hasOwn(row, name)) Reflect.set(alike, name, Reflect.get(row, name));
    else Reflect.deleteProperty(alike, name);
  }
  return alike;
}

/** All pairs, made once. */
let allPairs: readonly (readonly Pairs[])[] | null = null;

/** Those of each collection. */
function preparePairs(): readonly (readonly Pairs[])[] {
  return [
    pairsOf('users', uniqueKeys.users),
    pairsOf('organizations', uniqueKeys.organizations),
    pairsOf('memberships', uniqueKeys.memberships),
    pairsOf('invitations', uniqueKeys.invitations),
    pairsOf('slugs', uniqueKeys.slugs),
    pairsOf('apps', uniqueKeys.apps),
    pairsOf('submissions', uniqueKeys.submissions),
    pairsOf('apikeys', uniqueKeys.apikeys),
  ];
}

/** Commits one change after the other, and compares each outcome with that of plain lists. */
function createComparer(storage: Storage, { operation }: TestWriter) {
  let world: World = emptyWorld;
  return async (what: string, change: Change): Promise<CallOutcome> => {
    const given = operation([change]);
    const expected = commitTo(world, given);
    const outcome = await outcomeOfCall(storage.commit(given));
    assertTrue(
      expected.outcomes.includes(outcome),
      `${what}\n  ${JSON.stringify(change)}\n  expected ${expected.outcomes.join(' or ')}\n  but got  ${outcome}`,
    );
    world = expected.world;
    return outcome;
  };
}

async function comparePairs(
  storage: Storage,
  writer: TestWriter,
  all: readonly Pairs[],
): Promise<void> {
  const commit = createComparer(storage, writer);
  for (const { stored, other, pairs } of all) {
    await commit(`a row of ${stored.collection}`, stored);
    for (const { constraint, insert, remove } of pairs) {
      const what = `insert of a row with the same key for ${constraint} as ${JSON.stringify(stored)}`;
      if ((await commit(what, insert)) === 'done') await commit('its removal', remove);
    }
    await commit(`another row of ${other.collection}`, other);
    let version = 1;
    for (const { constraint, update } of pairs) {
      if (update?.kind !== 'update') continue;
      const what = `update to the same key for ${constraint} as ${JSON.stringify(stored)}`;
      const change = { ...update, expectedVersion: version };
      if ((await commit(what, change)) === 'done') version += 1;
    }
  }
}

export const uniquePairsClause: Clause = {
  id: 'UNIQUE-23',
  statement:
    'Two rows conflict under a constraint exactly if it covers both and they have the same key, whatever else the rows are, and whether the second is inserted or updated.',
  async check(runner) {
    allPairs ??= preparePairs();
    for (const all of allPairs)
      await runner.runCheck((storage, writer) =>
        comparePairs(storage, writer, shareOf(all, runner)),
      );
  },
};
