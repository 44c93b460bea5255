// Reads of the review queue, and of submissions by time.

import {
  type Lane,
  openSubmissionStates,
  type Submission,
  type SubmissionState,
  submissionStates,
} from '../../domain/review/submission.js';
import { summarizeSubmission } from '../../domain/review/submission-summary.js';
import type { QueueFilter, Storage } from '../../ports/storage.js';
import { insertChange } from '../row-changes.js';
import { app, appId, claimFields, submission, submissionId } from './app-fixtures.js';
import { assertSame } from './assertions.js';
import { type Clause, clause, type TestWriter } from './clause.js';
import { atMinute, organization, user } from './fixtures.js';
import { assertListUpToLimits } from './list-limits.js';

const [ada, ben] = [user(1), user(2)];
const [mentra, acme] = [organization(1), organization(2)];
const firstPageRequest = { limit: 100, after: null, skip: 0 };
const now = atMinute(10);
const oneMillisecondLater = new Date(now.getTime() + 1);

/** A submission of its own app, so that all can be open. */
function submissionOfOwnApp(n: number, overrides: Partial<Submission> = {}): Submission {
  return submission(n, app(n), overrides);
}

function submissionInLaneDueAt(
  n: number,
  lane: Lane,
  due: Date,
  overrides: Partial<Submission> = {},
): Submission {
  return submissionOfOwnApp(n, { lane, dueAt: due, ...overrides });
}

function writeSubmissionsLastFirst(
  { write }: TestWriter,
  rows: readonly Submission[],
): Promise<void> {
  return write(rows.toReversed().map((row) => insertChange('submissions', row)));
}

async function assertQueueLists(
  { submissions }: Storage,
  filter: QueueFilter,
  rows: readonly Submission[],
): Promise<void> {
  const { items } = await submissions.listQueue(filter, firstPageRequest);
  assertSame(items, rows.map(summarizeSubmission), `the queue of those ${filter.state}`);
}

export const reviewQueueReadClauses: readonly Clause[] = [
  clause(
    'READ-54',
    '`submissions.listQueue` with an open state returns the summaries of only the submissions in that state, the fastest lane first, then by due time, then by id.',
    async (storage, writer) => {
      for (const [index, state] of openSubmissionStates.entries()) {
        const n = 100 * (index + 1);
        const rows = [
          submissionInLaneDueAt(n + 9, 'security', atMinute(9), { state }),
          submissionInLaneDueAt(n + 5, 'update', atMinute(2), { state }),
          submissionInLaneDueAt(n + 6, 'update', atMinute(2), { state }),
          submissionInLaneDueAt(n + 3, 'update', atMinute(5), { state }),
          submissionInLaneDueAt(n + 2, 'new', atMinute(1), { state }),
          submissionInLaneDueAt(n + 1, 'new', atMinute(8), { state }),
        ];
        await writeSubmissionsLastFirst(writer, rows);
        await assertQueueLists(storage, { state }, rows);
      }
      const closed = submissionStates.slice(openSubmissionStates.length);
      await writeSubmissionsLastFirst(
        writer,
        closed.map((state, n) => submissionOfOwnApp(n, { state })),
      );
      for (const state of openSubmissionStates) {
        const { items } = await storage.submissions.listQueue({ state }, firstPageRequest);
        assertSame(items.length, 6, `the number of those ${state}`);
      }
    },
  ),

  clause(
    'READ-55',
    '`submissions.listQueue` of claimable submissions returns the summaries of those that wait for review and those in review whose lease ends at or before `now`, all in one list in the order of READ-54.',
    async (storage, writer) => {
      const rows = [
        submissionInLaneDueAt(9, 'security', atMinute(9), claimFields(ada.id, atMinute(1))),
        submissionInLaneDueAt(5, 'update', atMinute(2)),
        submissionInLaneDueAt(6, 'update', atMinute(2), claimFields(ada.id, now)),
        submissionInLaneDueAt(7, 'update', atMinute(2)),
        submissionInLaneDueAt(3, 'update', atMinute(5), claimFields(ben.id, atMinute(9))),
        submissionInLaneDueAt(2, 'new', atMinute(1), claimFields(ben.id, now)),
        submissionInLaneDueAt(1, 'new', atMinute(8)),
      ];
      await writeSubmissionsLastFirst(writer, [
        ...rows,
        submissionInLaneDueAt(
          10,
          'security',
          atMinute(1),
          claimFields(ada.id, oneMillisecondLater),
        ),
        submissionInLaneDueAt(11, 'security', atMinute(1), claimFields(ben.id, atMinute(99))),
        submissionInLaneDueAt(12, 'security', atMinute(1), { state: 'changes_requested' }),
        submissionInLaneDueAt(13, 'security', atMinute(1), { state: 'pending_second_approval' }),
        submissionInLaneDueAt(14, 'security', atMinute(1), { state: 'approved' }),
        submissionInLaneDueAt(15, 'security', atMinute(1), { state: 'withdrawn' }),
      ]);
      await assertQueueLists(storage, { state: 'claimable', now }, rows);
    },
  ),

  clause(
    'READ-56',
    '`submissions.listUndecided` returns only the lane, the entry time and the due time of each submission that waits for a first or second decision, claimed or not, up to `limit`.',
    async ({ submissions }, writer) => {
      const places = [
        { lane: 'security', enteredAt: atMinute(1), dueAt: atMinute(6) },
        { lane: 'update', enteredAt: atMinute(2), dueAt: atMinute(7) },
        { lane: 'new', enteredAt: atMinute(3), dueAt: atMinute(8) },
        { lane: 'new', enteredAt: atMinute(4), dueAt: atMinute(9) },
      ] as const;
      const states = [
        {},
        claimFields(ada.id, atMinute(99)),
        claimFields(ada.id, atMinute(0)),
        { state: 'pending_second_approval' },
      ] as const;
      await writeSubmissionsLastFirst(writer, [
        ...places.map((place, n) => submissionOfOwnApp(n + 1, { ...place, ...states[n] })),
        submissionOfOwnApp(11, { state: 'changes_requested' }),
        submissionOfOwnApp(12, { state: 'approved' }),
        submissionOfOwnApp(13, { state: 'rejected' }),
      ]);
      const waiting = await submissions.listUndecided(100);
      const byEntering = waiting.toSorted((a, b) => Number(a.enteredAt) - Number(b.enteredAt));
      assertSame(byEntering, places, 'the undecided submissions');
      for (const limit of [1, 3, 4]) {
        assertSame(
          (await submissions.listUndecided(limit)).length,
          limit,
          `the number up to ${limit}`,
        );
      }
    },
  ),

  clause(
    'READ-57',
    '`submissions.listClaimedBy` returns the summaries of the submissions in review whose lease belongs to this reviewer and ends after `now`, by id, up to `limit`.',
    async ({ submissions }, writer) => {
      const claimed = [
        submissionInLaneDueAt(1, 'new', atMinute(9), claimFields(ada.id, atMinute(99))),
        submissionInLaneDueAt(2, 'security', atMinute(1), claimFields(ada.id, oneMillisecondLater)),
        submissionInLaneDueAt(5, 'update', atMinute(1), claimFields(ada.id, atMinute(11))),
      ];
      await writeSubmissionsLastFirst(writer, [
        ...claimed,
        submissionOfOwnApp(3, claimFields(ada.id, now)),
        submissionOfOwnApp(4, claimFields(ben.id, atMinute(99))),
        submissionOfOwnApp(6, { ...claimFields(ada.id, atMinute(99)), state: 'approved' }),
        submissionOfOwnApp(7),
      ]);
      const read = (limit: number) => submissions.listClaimedBy(ada.id, now, limit);
      await assertListUpToLimits(
        read,
        claimed.map(summarizeSubmission),
        'the claims of a reviewer',
      );
      assertSame(
        await submissions.listClaimedBy(user(9).id, now, 100),
        [],
        'those of another reviewer',
      );
    },
  ),

  clause(
    'READ-58',
    '`submissions.listAppIdsWithOpen` returns the ids of the apps of an organization that have a submission in an open state, by the id of the submission, up to `limit`.',
    async ({ submissions }, writer) => {
      const inState = (n: number, state: SubmissionState, of = 100 - n) =>
        submission(n, app(of), { state });
      const elsewhere = submission(9, app(9, { organizationId: acme.id }));
      const open = openSubmissionStates.map((state, index) => inState(index + 1, state));
      await writeSubmissionsLastFirst(writer, [
        ...open,
        elsewhere,
        inState(7, 'released'),
        inState(8, 'withdrawn', 99),
      ]);
      const expected = open.map((row) => row.appId);
      await assertListUpToLimits(
        (limit) => submissions.listAppIdsWithOpen(mentra.id, limit),
        expected,
        'the apps',
      );
      assertSame(
        await submissions.listAppIdsWithOpen(acme.id, 100),
        [appId(9)],
        'those of another organization',
      );
      assertSame(
        await submissions.listAppIdsWithOpen(organization(9).id, 100),
        [],
        'those of an organization without apps',
      );
    },
  ),

  clause(
    'READ-59',
    '`submissions.listExpiredApprovals` returns the approved submissions of all organizations whose approval ends at or before `now`, the earliest end first, then by id, up to `limit`.',
    async ({ submissions }, writer) => {
      const approved = (n: number, until: Date, state: SubmissionState = 'approved') =>
        submissionOfOwnApp(n, { state, approvedUntil: until });
      const rows = [
        approved(5, atMinute(2)),
        approved(2, atMinute(7)),
        approved(3, atMinute(7)),
        approved(1, now),
      ];
      await writeSubmissionsLastFirst(writer, [
        ...rows,
        approved(6, oneMillisecondLater),
        approved(7, atMinute(1), 'released'),
        approved(8, atMinute(1), 'approval_expired'),
        approved(9, atMinute(1), 'withdrawn'),
        submissionOfOwnApp(10, { state: 'approved' }),
      ]);
      const expected = rows.map((value) => ({ value, version: 1 }));
      await assertListUpToLimits(
        (limit) => submissions.listExpiredApprovals(now, limit),
        expected,
        'the overdue',
      );
      assertSame(await submissions.listExpiredApprovals(atMinute(1), 100), [], 'before the first');
      assertSame(
        (await submissions.findById(submissionId(6)))?.version,
        1,
        'one whose approval has not ended',
      );
    },
  ),
];
