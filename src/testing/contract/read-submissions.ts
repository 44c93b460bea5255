// What is read of an app's submissions, and of those of one organization.

import {
  isOpen,
  openStates,
  type Submission,
  type SubmissionState,
  submissionStates,
} from '../../domain/review/submission.js';
import type { Change } from '../../ports/storage.js';
import { insertOf } from './changes.js';
import { type Clause, clause } from './clause.js';
import { same } from './expectations.js';
import { sameUpToLimits } from './limited.js';
import { at } from './specimens.js';
import { app, appId, submission, submissionId } from './specimens-of-apps.js';
import { stored, writeRows } from './stored.js';

const firstPage = { limit: 100, after: null, skip: 0 };
const closedStates = submissionStates.filter((state) => !isOpen({ state }));

/** Of the first app one in each closed state and an open one; of the second none that is open; one of the third. */
const rows: readonly Submission[] = [
  ...closedStates.map((state, index) => submission(index + 1, app(1), { state })),
  submission(20, app(1), { state: 'changes_requested' }),
  submission(21, app(2), { state: 'rejected' }),
  submission(22, app(3)),
];
const isOfFirst = ({ appId: of }: Submission) => of === appId(1);

function insertsOf(submissions: readonly Submission[]): readonly Change[] {
  return submissions.map((row) => insertOf('submissions', row));
}

export const readsOfSubmissions: readonly Clause[] = [
  clause(
    'READ-49',
    '`submissions.findById` finds submissions in every state; null where there is none of that id.',
    async ({ submissions }, tools) => {
      const everyState = submissionStates.map((state, n) => submission(n, app(n), { state }));
      await writeRows(tools, insertsOf(everyState));
      for (const expected of stored(everyState, () => true)) {
        same(await submissions.findById(expected.value.id), expected, expected.value.state);
      }
      same(await submissions.findById(submissionId(99)), null, 'an unknown id');
    },
  ),

  clause(
    'READ-50',
    '`submissions.findOpen` finds the one of an app that is in any of the open states; null where all are closed.',
    async ({ submissions }, tools) => {
      await writeRows(tools, insertsOf(rows));
      const [open] = stored(rows, (row) => isOpen(row) && isOfFirst(row));
      same(await submissions.findOpen(appId(1)), open, 'one beside many that are closed');
      same(await submissions.findOpen(appId(2)), null, 'where all are closed');
      same(await submissions.findOpen(appId(9)), null, 'where there is none');
      for (const [index, state] of openStates.entries()) {
        const n = 30 + index;
        const each = submission(n, app(n), { state });
        await tools.write(insertsOf([each]));
        same(await submissions.findOpen(appId(n)), { value: each, version: 1 }, state);
      }
    },
  ),

  clause(
    'READ-51',
    '`submissions.listByApp` gives the submissions of an app in every state, newest first, by id.',
    async ({ submissions }, tools) => {
      await writeRows(tools, insertsOf(rows));
      const { items } = await submissions.listByApp(appId(1), firstPage);
      same(items, rows.filter(isOfFirst).toReversed(), 'the submissions');
      same((await submissions.listByApp(appId(9), firstPage)).items, [], 'of an app without any');
    },
  ),

  clause(
    'READ-52',
    '`submissions.ofApp` gives the submissions of an app in every state, by id and no more than `limit`.',
    async ({ submissions }, tools) => {
      await writeRows(tools, insertsOf(rows));
      const ask = (limit: number) => submissions.ofApp(appId(1), limit);
      await sameUpToLimits(ask, stored(rows, isOfFirst), 'the submissions');
      same(await submissions.ofApp(appId(9), 100), [], 'of an app without any');
    },
  ),

  clause(
    'READ-53',
    '`submissions.lastSuperseded` finds the superseded one of an app that was released last, and of one time the one with the highest id; null where none is superseded.',
    async ({ submissions }, tools) => {
      const released = (n: number, state: SubmissionState, minute: number, of = app(1)) =>
        submission(n, of, { state, releasedAt: at(minute) });
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
      await writeRows(tools, insertsOf(over));
      same(await submissions.lastSuperseded(appId(1)), { value: highest, version: 2 }, 'the last');
      same(await submissions.lastSuperseded(appId(3)), null, 'where none is superseded');
      const later = released(1, 'superseded', 8);
      await tools.write(insertsOf([later]));
      same(await submissions.lastSuperseded(appId(1)), { value: later, version: 1 }, 'a later one');
    },
  ),
];
