// Every way in which a change can break a commit, and the harmless changes around it that must then not be written.

import type { Change, Storage } from '../../ports/storage.js';
import { insertOf, updateOf } from './changes.js';
import { memberships, slugs, specimens, users } from './collections.js';
import { holds, same, type Verdict } from './expectations.js';
import { organization, slugRecord, user } from './specimens.js';

/** Rows have the numbers from `block` to `block` + 9. */
export interface Violation {
  readonly what: string;
  readonly verdict: Verdict;
  /** What must be there for it. */
  before(block: number): readonly Change[];
  change(block: number): Change;
}

const own = 5;
const nothing = () => [];

export const violations: readonly Violation[] = [
  {
    what: 'an update from an old version',
    verdict: 'version_conflict',
    before: (block) => [users.insert(block + own)],
    change: (block) => users.update(block + own, 2),
  },
  {
    what: 'a removal from an old version',
    verdict: 'version_conflict',
    before: (block) => [slugs.insert(block + own)],
    change: (block) => slugs.remove(block + own, 2),
  },
  {
    what: 'a touch of a row that is not there',
    verdict: 'version_conflict',
    before: nothing,
    change: (block) => memberships.touch(block + own, 1),
  },
  {
    what: 'an insert under a taken id',
    verdict: 'slugs.id',
    before: (block) => [slugs.insert(block + own)],
    change: (block) => insertOf('slugs', slugRecord(`slug-${block + own}`, organization(1))),
  },
  {
    what: 'an insert of a taken key',
    verdict: 'users.email',
    before: (block) => [users.insert(block + own)],
    change: (block) => insertOf('users', withAddressOf(block + own, block + own + 1)),
  },
  {
    what: 'an update to a taken key',
    verdict: 'users.email',
    before: (block) => [users.insert(block + own), users.insert(block + own + 1)],
    change: (block) => updateOf('users', withAddressOf(block + own, block + own + 1), 1),
  },
];

function withAddressOf(n: number, taker: number) {
  const { email, emailKey } = user(n);
  return user(taker, { email, emailKey });
}

export const positions = ['first', 'in the middle', 'last'] as const;

const [low, high] = [1, 9];
const [toUpdate, toTouch, toRemove] = [2, 3, 8];

/** Changes to rows of every collection, with lower and with higher ids than the violation's. */
export const around = {
  before(block: number): readonly Change[] {
    return specimens.flatMap(({ insert }) =>
      [toUpdate, toTouch, toRemove].map((n) => insert(block + n)),
    );
  },

  changes(block: number, violation: Change, position: (typeof positions)[number]): Change[] {
    const harmless = specimens.flatMap((each) => [
      each.insert(block + low),
      each.update(block + toUpdate, 1),
      each.touch(block + toTouch, 1),
      each.remove(block + toRemove, 1),
      each.insert(block + high),
    ]);
    const place = { first: 0, 'in the middle': harmless.length / 2, last: harmless.length };
    return harmless.toSpliced(Math.floor(place[position]), 0, violation);
  },

  async mustStandUntouched(storage: Storage, block: number, what: string): Promise<void> {
    for (const each of specimens) {
      for (const n of [low, high]) {
        const stands = await each.stands(storage, block + n);
        holds(!stands, `${each.collection} has a new row after ${what}`);
      }
      for (const n of [toUpdate, toTouch, toRemove]) {
        const expected = { value: each.row(block + n), version: 1 };
        same(await each.find(storage, block + n), expected, `${each.collection} after ${what}`);
      }
    }
  },
} as const;
