// Every kind of violation, and harmless changes around it that must not be written either.

import type { Change, Storage } from '../../ports/storage.js';
import { insertChange, updateChange } from '../row-changes.js';
import { assertSame, assertTrue, type CallOutcome } from './assertions.js';
import {
  collectionFixtures,
  membershipFixture,
  slugFixture,
  userFixture,
} from './collection-fixtures.js';
import { organization, slugRecord, user } from './fixtures.js';

/** One kind of violation. Its rows have the numbers from `block` to `block` + 9. */
export interface CommitViolation {
  readonly name: string;
  readonly expectedOutcome: CallOutcome;
  /** The changes to commit first. */
  setupChanges(block: number): readonly Change[];
  violatingChange(block: number): Change;
}

const violatingNumber = 5;
const noChanges = () => [];

export const commitViolations: readonly CommitViolation[] = [
  {
    name: 'an update from an old version',
    expectedOutcome: 'version_conflict',
    setupChanges: (block) => [userFixture.insert(block + violatingNumber)],
    violatingChange: (block) => userFixture.update(block + violatingNumber, 2),
  },
  {
    name: 'a removal from an old version',
    expectedOutcome: 'version_conflict',
    setupChanges: (block) => [slugFixture.insert(block + violatingNumber)],
    violatingChange: (block) => slugFixture.remove(block + violatingNumber, 2),
  },
  {
    name: 'a touch of a missing row',
    expectedOutcome: 'version_conflict',
    setupChanges: noChanges,
    violatingChange: (block) => membershipFixture.touch(block + violatingNumber, 1),
  },
  {
    name: 'an insert under a taken id',
    expectedOutcome: 'slugs.id',
    setupChanges: (block) => [slugFixture.insert(block + violatingNumber)],
    violatingChange: (block) =>
      insertChange('slugs', slugRecord(`slug-${block + violatingNumber}`, organization(1))),
  },
  {
    name: 'an insert of a taken key',
    expectedOutcome: 'users.email',
    setupChanges: (block) => [userFixture.insert(block + violatingNumber)],
    violatingChange: (block) =>
      insertChange(
        'users',
        userWithAddressOf(block + violatingNumber, block + violatingNumber + 1),
      ),
  },
  {
    name: 'an update to a taken key',
    expectedOutcome: 'users.email',
    setupChanges: (block) => [
      userFixture.insert(block + violatingNumber),
      userFixture.insert(block + violatingNumber + 1),
    ],
    violatingChange: (block) =>
      updateChange(
        'users',
        userWithAddressOf(block + violatingNumber, block + violatingNumber + 1),
        1,
      ),
  },
];

function userWithAddressOf(n: number, taker: number) {
  const { email, emailKey } = user(n);
  return user(taker, { email, emailKey });
}

export const violationPositions = ['first', 'in the middle', 'last'] as const;

const [lowNumber, highNumber] = [1, 9];
const [numberToUpdate, numberToTouch, numberToRemove] = [2, 3, 8];

/** Changes to rows of every collection, with lower and higher ids than the row of the violation. */
export const bystanderRows = {
  setup(block: number): readonly Change[] {
    return collectionFixtures.flatMap(({ insert }) =>
      [numberToUpdate, numberToTouch, numberToRemove].map((n) => insert(block + n)),
    );
  },

  withViolation(
    block: number,
    violation: Change,
    position: (typeof violationPositions)[number],
  ): Change[] {
    const harmless = collectionFixtures.flatMap((each) => [
      each.insert(block + lowNumber),
      each.update(block + numberToUpdate, 1),
      each.touch(block + numberToTouch, 1),
      each.remove(block + numberToRemove, 1),
      each.insert(block + highNumber),
    ]);
    const place = { first: 0, 'in the middle': harmless.length / 2, last: harmless.length };
    return harmless.toSpliced(Math.floor(place[position]), 0, violation);
  },

  async assertUntouched(storage: Storage, block: number, what: string): Promise<void> {
    for (const each of collectionFixtures) {
      for (const n of [lowNumber, highNumber]) {
        const isStored = await each.exists(storage, block + n);
        assertTrue(!isStored, `${each.collection} has a new row after ${what}`);
      }
      for (const n of [numberToUpdate, numberToTouch, numberToRemove]) {
        const expected = { value: each.row(block + n), version: 1 };
        assertSame(
          await each.find(storage, block + n),
          expected,
          `${each.collection} after ${what}`,
        );
      }
    }
  },
} as const;
