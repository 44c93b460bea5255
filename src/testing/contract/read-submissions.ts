// Reads of the submissions of an app.

import {
  isOpenSubmission,
  openSubmissionStates,
  type Submission,
  type SubmissionState,
  submissionStates,
} from '../../domain/review/submission.js';
import { summarizeSubmission } from '../../domain/review/submission-summary.js';
import type { Change } from '../../ports/storage.js';
import { insertChange } from '../row-changes.js';
import { app, appId, submission, submissionId } from './app-fixtures.js';
import { assertSame } from './assertions.js';
import { type Clause, clause } from './clause.js';
import { atMinute } from './fixtures.js';
import { assertListUpToLimits } from './list-limits.js';
import { versionedRowsAfterTouch, writeRowsAndTouchSecond } from './versioned-rows.js';

const firstPageRequest = { limit: 100, after: null, skip: 0 };
const closedSubmissionStates = submissionStates.filter((state) => !isOpenSubmission({ state }));

/** The first app has one submission in each closed state and an open one, the second only a closed one, the third an open one. */
const submissionSamples: readonly Submission[] = [
  ...closedSubmissionStates.map((state, index) => submission(index + 1, app(1), { state })),
  submission(20, app(1), { state: 'changes_requested' }),
  submission(21, app(2), { state: 'rejected' }),
  submission(22, app(3)),
];
const isOfFirstApp = ({ appId: of }: Submission) => of === appId(1);

function submissionInserts(submissions: readonly Submission[]): readonly Change[] {
  return submissions.map((row) => insertChange('submissions', row));
}

export const submissionReadClauses: readonly Clause[] = [
  clause(
    'READ-49',
    '`submissions.findById` finds submissions in every state; null if no submission has the id.',
    async ({ submissions }, writer) => {
      const everyState = submissionStates.map((state, n) => submission(n, app(n), { state }));
      await writeRowsAndTouchSecond(writer, submissionInserts(everyState));
      for (const expected of versionedRowsAfterTouch(everyState, () => true)) {
        assertSame(await submissions.findById(expected.value.id), expected, expected.value.state);
      }
      assertSame(await submissions.findById(submissionId(99)), null, 'an unknown id');
    },
  ),

  clause(
    'READ-50',
    '`submissions.findOpen` finds the submission of an app that is in an open state; null if all are closed.',
    async ({ submissions }, writer) => {
      await writeRowsAndTouchSecond(writer, submissionInserts(submissionSamples));
      const [open] = versionedRowsAfterTouch(
        submissionSamples,
        (row) => isOpenSubmission(row) && isOfFirstApp(row),
      );
      assertSame(await submissions.findOpen(appId(1)), open, 'one beside many that are closed');
      assertSame(await submissions.findOpen(appId(2)), null, 'where all are closed');
      assertSame(await submissions.findOpen(appId(9)), null, 'where there is none');
      for (const [index, state] of openSubmissionStates.entries()) {
        const n = 30 + index;
        const each = submission(n, app(n), { state });
        await writer.write(submissionInserts([each]));
        assertSame(await submissions.findOpen(appId(n)), { value: each, version: 1 }, state);
      }
    },
  ),

  clause(
    'READ-51',
    '`submissions.listByApp` returns the summaries of the submissions of an app in every state, newest first, by id.',
    async ({ submissions }, writer) => {
      await writeRowsAndTouchSecond(writer, submissionInserts(submissionSamples));
      const { items } = await submissions.listByApp(appId(1), firstPageRequest);
      const expected = submissionSamples.filter(isOfFirstApp).toReversed().map(summarizeSubmission);
      assertSame(items, expected, 'the submissions');
      assertSame(
        (await submissions.listByApp(appId(9), firstPageRequest)).items,
        [],
        'of an app without any',
      );
    },
  ),

  clause(
    'READ-52',
    '`submissions.listAllByApp` returns the submissions of an app in every state, by id, up to `limit`.',
    async ({ submissions }, writer) => {
      await writeRowsAndTouchSecond(writer, submissionInserts(submissionSamples));
      const read = (limit: number) => submissions.listAllByApp(appId(1), limit);
      await assertListUpToLimits(
        read,
        versionedRowsAfterTouch(submissionSamples, isOfFirstApp),
        'the submissions',
      );
      assertSame(await submissions.listAllByApp(appId(9), 100), [], 'of an app without any');
    },
  ),

  clause(
    'READ-53',
    '`submissions.findLastSuperseded` finds the superseded submission of an app that was released last; if several were released at that time, the one with the highest id; null if none is superseded.',
    async ({ submissions }, writer) => {
      const released = (n: number, state: SubmissionState, minute: number, of = app(1)) =>
        submission(n, of, { state, releasedAt: atMinute(minute) });
      const [highest, lower] = [released(4, 'superseded', 7), released(2, 'superseded', 7)];
      const over = [
        lower,
        highest,
        released(5, 'superseded', 3),
        released(6, 'released', 9),
        released(7, 'revoked', 8),
        released(8, 'superseded', 9, app(2)),
        released(9, 'released', 9, app(3)),
      ];
      await writeRowsAndTouchSecond(writer, submissionInserts(over));
      assertSame(
        await submissions.findLastSuperseded(appId(1)),
        { value: highest, version: 2 },
        'the last',
      );
      assertSame(await submissions.findLastSuperseded(appId(3)), null, 'where none is superseded');
      const later = released(1, 'superseded', 8);
      await writer.write(submissionInserts([later]));
      assertSame(
        await submissions.findLastSuperseded(appId(1)),
        { value: later, version: 1 },
        'a later one',
      );
    },
  ),
];

export const newestSubmissionReadClauses: readonly Clause[] = [
  clause(
    'READ-66',
    '`submissions.findNewest` finds the submission of an app with the highest id, in any state; null if the app has none.',
    async ({ submissions }, writer) => {
      await writeRowsAndTouchSecond(writer, submissionInserts(submissionSamples));
      const newest = submissionSamples.filter(isOfFirstApp).at(-1);
      assertSame((await submissions.findNewest(appId(1)))?.value, newest, 'the newest');
      assertSame(await submissions.findNewest(appId(9)), null, 'of an app without any');
    },
  ),
];
