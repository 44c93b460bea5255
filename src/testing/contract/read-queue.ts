// What reviewers read, and what follows of time.

import {
  type Lane,
  openStates,
  type Submission,
  type SubmissionState,
  submissionStates,
} from '../../domain/review/submission.js';
import type { QueueFilter, Storage } from '../../ports/storage.js';
import { insertOf } from './changes.js';
import { type Clause, clause, type Tools } from './clause.js';
import { same } from './expectations.js';
import { sameUpToLimits } from './limited.js';
import { at, organization, user } from './specimens.js';
import { app, appId, submission, submissionId, underClaim } from './specimens-of-apps.js';

const [ada, ben] = [user(1), user(2)];
const [mentra, acme] = [organization(1), organization(2)];
const firstPage = { limit: 100, after: null, skip: 0 };
const now = at(10);
const aMomentLater = new Date(now.getTime() + 1);

/** Each of an app of its own, so that all may be open. */
function one(n: number, about: Partial<Submission> = {}): Submission {
  return submission(n, app(n), about);
}

function placed(n: number, lane: Lane, due: Date, about: Partial<Submission> = {}): Submission {
  return one(n, { lane, dueAt: due, ...about });
}

function writeAll({ write }: Tools, rows: readonly Submission[]): Promise<void> {
  return write(rows.toReversed().map((row) => insertOf('submissions', row)));
}

async function mustQueue(
  { submissions }: Storage,
  filter: QueueFilter,
  rows: readonly Submission[],
): Promise<void> {
  const { items } = await submissions.queue(filter, firstPage);
  same(items, rows, `the queue of those ${filter.state}`);
}

export const readsOfQueue: readonly Clause[] = [
  clause(
    'READ-54',
    '`submissions.queue` by state gives those of that open state and no others, by lane with the fastest first, then by the time when due, then by id.',
    async (storage, tools) => {
      for (const [index, state] of openStates.entries()) {
        const n = 100 * (index + 1);
        const rows = [
          placed(n + 9, 'security', at(9), { state }),
          placed(n + 5, 'update', at(2), { state }),
          placed(n + 6, 'update', at(2), { state }),
          placed(n + 3, 'update', at(5), { state }),
          placed(n + 2, 'new', at(1), { state }),
          placed(n + 1, 'new', at(8), { state }),
        ];
        await writeAll(tools, rows);
        await mustQueue(storage, { state }, rows);
      }
      const closed = submissionStates.slice(openStates.length);
      await writeAll(
        tools,
        closed.map((state, n) => one(n, { state })),
      );
      for (const state of openStates) {
        const { items } = await storage.submissions.queue({ state }, firstPage);
        same(items.length, 6, `how many are ${state}`);
      }
    },
  ),

  clause(
    'READ-55',
    '`submissions.queue` of claimable ones gives those that wait and those in review whose lease ends at `now` or before, all in one order.',
    async (storage, tools) => {
      const rows = [
        placed(9, 'security', at(9), underClaim(ada.id, at(1))),
        placed(5, 'update', at(2)),
        placed(6, 'update', at(2), underClaim(ada.id, now)),
        placed(7, 'update', at(2)),
        placed(3, 'update', at(5), underClaim(ben.id, at(9))),
        placed(2, 'new', at(1), underClaim(ben.id, now)),
        placed(1, 'new', at(8)),
      ];
      await writeAll(tools, [
        ...rows,
        placed(10, 'security', at(1), underClaim(ada.id, aMomentLater)),
        placed(11, 'security', at(1), underClaim(ben.id, at(99))),
        placed(12, 'security', at(1), { state: 'changes_requested' }),
        placed(13, 'security', at(1), { state: 'pending_second_approval' }),
        placed(14, 'security', at(1), { state: 'approved' }),
        placed(15, 'security', at(1), { state: 'withdrawn' }),
      ]);
      await mustQueue(storage, { state: 'claimable', now }, rows);
    },
  ),

  clause(
    'READ-56',
    '`submissions.waiting` gives the lane, the time of entering and the time when due, and nothing else, of whatever waits for a first or a second decision, under a claim or not, and no more than `limit` of them.',
    async ({ submissions }, tools) => {
      const places = [
        { lane: 'security', enteredAt: at(1), dueAt: at(6) },
        { lane: 'update', enteredAt: at(2), dueAt: at(7) },
        { lane: 'new', enteredAt: at(3), dueAt: at(8) },
        { lane: 'new', enteredAt: at(4), dueAt: at(9) },
      ] as const;
      const states = [
        {},
        underClaim(ada.id, at(99)),
        underClaim(ada.id, at(0)),
        { state: 'pending_second_approval' },
      ] as const;
      await writeAll(tools, [
        ...places.map((place, n) => one(n + 1, { ...place, ...states[n] })),
        one(11, { state: 'changes_requested' }),
        one(12, { state: 'approved' }),
        one(13, { state: 'rejected' }),
      ]);
      const waiting = await submissions.waiting(100);
      const byEntering = waiting.toSorted((a, b) => Number(a.enteredAt) - Number(b.enteredAt));
      same(byEntering, places, 'what waits');
      for (const limit of [1, 3, 4]) {
        same((await submissions.waiting(limit)).length, limit, `how many up to ${limit}`);
      }
    },
  ),

  clause(
    'READ-57',
    '`submissions.claimedBy` gives those in review whose lease is this reviewer’s and ends after `now`, by id and no more than `limit`.',
    async ({ submissions }, tools) => {
      const claimed = [
        placed(1, 'new', at(9), underClaim(ada.id, at(99))),
        placed(2, 'security', at(1), underClaim(ada.id, aMomentLater)),
        placed(5, 'update', at(1), underClaim(ada.id, at(11))),
      ];
      await writeAll(tools, [
        ...claimed,
        one(3, underClaim(ada.id, now)),
        one(4, underClaim(ben.id, at(99))),
        one(6, { ...underClaim(ada.id, at(99)), state: 'approved' }),
        one(7),
      ]);
      const ask = (limit: number) => submissions.claimedBy(ada.id, now, limit);
      await sameUpToLimits(ask, claimed, 'what a reviewer has claimed');
      same(await submissions.claimedBy(user(9).id, now, 100), [], 'what another one has');
    },
  ),

  clause(
    'READ-58',
    '`submissions.openOf` gives the apps of an organization that have a submission in any of the open states, by the submission’s id and no more than `limit`.',
    async ({ submissions }, tools) => {
      const inState = (n: number, state: SubmissionState, of = 100 - n) =>
        submission(n, app(of), { state });
      const elsewhere = submission(9, app(9, { organizationId: acme.id }));
      const open = openStates.map((state, index) => inState(index + 1, state));
      await writeAll(tools, [
        ...open,
        elsewhere,
        inState(7, 'released'),
        inState(8, 'withdrawn', 99),
      ]);
      const expected = open.map((row) => row.appId);
      await sameUpToLimits((limit) => submissions.openOf(mentra.id, limit), expected, 'the apps');
      same(await submissions.openOf(acme.id, 100), [appId(9)], 'those of another organization');
      same(await submissions.openOf(organization(9).id, 100), [], 'those of one without any');
    },
  ),

  clause(
    'READ-59',
    '`submissions.overdue` gives those that are approved and whose approval ends at `now` or before, in whatever organization, the longest over first, then by id, and no more than `limit`.',
    async ({ submissions }, tools) => {
      const approved = (n: number, until: Date, state: SubmissionState = 'approved') =>
        one(n, { state, approvedUntil: until });
      const rows = [approved(5, at(2)), approved(2, at(7)), approved(3, at(7)), approved(1, now)];
      await writeAll(tools, [
        ...rows,
        approved(6, aMomentLater),
        approved(7, at(1), 'released'),
        approved(8, at(1), 'approval_expired'),
        approved(9, at(1), 'withdrawn'),
        one(10, { state: 'approved' }),
      ]);
      const expected = rows.map((value) => ({ value, version: 1 }));
      await sameUpToLimits((limit) => submissions.overdue(now, limit), expected, 'the overdue');
      same(await submissions.overdue(at(1), 100), [], 'before the first');
      same((await submissions.findById(submissionId(6)))?.version, 1, 'one that is not over');
    },
  ),
];
