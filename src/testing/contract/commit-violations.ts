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

const violatingOffset = 5;
const makeNoChanges = () => [];

export const commitViolations: readonly CommitViolation[] = [
  {
    name: 'an update from an old version',
    expectedOutcome: 'version_conflict',
    setupChanges: (block) => [userFixture.insert(block + violatingOffset)],
    violatingChange: (block) => userFixture.update(block + violatingOffset, 2),
  },
  {
    name: 'a removal from an old version',
    expectedOutcome: 'version_conflict',
    setupChanges: (block) => [slugFixture.insert(block + violatingOffset)],
    violatingChange: (block) => slugFixture.remove(block + violatingOffset, 2),
  },
  {
    name: 'a touch of a missing row',
    expectedOutcome: 'version_conflict',
    setupChanges: makeNoChanges,
    violatingChange: (block) => membershipFixture.touch(block + violatingOffset, 1),
  },
  {
    name: 'an insert under a taken id',
    expectedOutcome: 'slugs.id',
    setupChanges: (block) => [slugFixture.insert(block + violatingOffset)],
    violatingChange: (block) =>
      insertChange('slugs', slugRecord(`slug-${block + violatingOffset}`, organization(1))),
  },
  {
    name: 'an insert of a taken key',
    expectedOutcome: 'users.email',
    setupChanges: (block) => [userFixture.insert(block + violatingOffset)],
    violatingChange: (block) =>
      insertChange(
        'users',
        userWithAddressOf(block + violatingOffset, block + violatingOffset + 1),
      ),
  },
  {
    name: 'an update to a taken key',
    expectedOutcome: 'users.email',
    setupChanges: (block) => [
      userFixture.insert(block + violatingOffset),
      userFixture.insert(block + violatingOffset + 1),
    ],
    violatingChange: (block) =>
      updateChange(
        'users',
        userWithAddressOf(block + violatingOffset, block + violatingOffset + 1),
        1,
      ),
  },
];

function userWithAddressOf(ownerNumber: number, takerNumber: number) {
  const { email, emailKey } = user(ownerNumber);
  return user(takerNumber, { email, emailKey });
}

export const violationPositions = ['first', 'in the middle', 'last'] as const;

const [lowOffset, highOffset] = [1, 9];
const [offsetToUpdate, offsetToTouch, offsetToRemove] = [2, 3, 8];

/** Changes to rows of every collection, with lower and higher ids than the row of the violation. */
export const bystanderChanges = {
  setup(block: number): readonly Change[] {
    return collectionFixtures.flatMap(({ insert }) =>
      [offsetToUpdate, offsetToTouch, offsetToRemove].map((n) => insert(block + n)),
    );
  },

  withViolation(
    block: number,
    violation: Change,
    position: (typeof violationPositions)[number],
  ): Change[] {
    const harmless = collectionFixtures.flatMap((each) => [
      each.insert(block + lowOffset),
      each.update(block + offsetToUpdate, 1),
      each.touch(block + offsetToTouch, 1),
      each.remove(block + offsetToRemove, 1),
      each.insert(block + highOffset),
    ]);
    const place = { first: 0, 'in the middle': harmless.length / 2, last: harmless.length };
    return harmless.toSpliced(Math.floor(place[position]), 0, violation);
  },

  async assertUntouched(storage: Storage, block: number, what: string): Promise<void> {
    for (const each of collectionFixtures) {
      for (const n of [lowOffset, highOffset]) {
        const isStored = await each.exists(storage, block + n);
        assertTrue(!isStored, `${each.collection} has a new row after ${what}`);
      }
      for (const n of [offsetToUpdate, offsetToTouch, offsetToRemove]) {
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
