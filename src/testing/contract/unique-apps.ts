// Unique constraints of apps, submissions and API keys.

import {
  isOpenSubmission,
  openSubmissionStates,
  type Submission,
  submissionStates,
} from '../../domain/review/submission.js';
import type { Storage } from '../../ports/storage.js';
import { insertChange, removeChange, updateChange } from '../row-changes.js';
import { apiKey, apiKeyId, app, appId, submission, submissionId } from './app-fixtures.js';
import { type Clause, clause, type TestWriter } from './clause.js';
import { assertCommitCases } from './commit-cases.js';
import { atMinute, organization } from './fixtures.js';

const acme = organization(2);
const captionsApp = app(1);
const { packageName } = captionsApp;
const appOwner = { kind: 'app', appId: captionsApp.id } as const;

export const appUniqueClauses: readonly Clause[] = [
  clause('UNIQUE-16', '`apps.id`: no two apps have the same id.', (_storage, writer) =>
    assertCommitCases(writer, [
      ['a first app', insertChange('apps', captionsApp), 'done'],
      ['the id again', insertChange('apps', app(2, { id: appId(1) })), 'apps.id'],
    ]),
  ),

  clause(
    'UNIQUE-17',
    '`apps.package_name`: no two apps, including deleted and archived ones, have the same package name; names are compared as a whole.',
    assertOneAppPerPackageName,
  ),

  clause(
    'UNIQUE-18',
    '`submissions.id`: no two submissions have the same id.',
    (_storage, writer) =>
      assertCommitCases(writer, [
        ['a first submission', insertChange('submissions', submission(1, app(1))), 'done'],
        [
          'the id again',
          insertChange('submissions', submission(2, app(2), { id: submissionId(1) })),
          'submissions.id',
        ],
      ]),
  ),

  clause(
    'UNIQUE-19',
    '`submissions.open`: an app has at most one submission in an open state; closed submissions and those of other apps do not conflict.',
    assertOneOpenSubmissionPerApp,
  ),

  clause('UNIQUE-20', '`apikeys.id`: no two API keys have the same id.', (_storage, writer) =>
    assertCommitCases(writer, [
      ['a first key', insertChange('apikeys', apiKey(1, appOwner)), 'done'],
      [
        'the id again',
        insertChange('apikeys', apiKey(2, appOwner, { id: apiKeyId(1) })),
        'apikeys.id',
      ],
    ]),
  ),
];

function assertOneAppPerPackageName(_storage: Storage, writer: TestWriter): Promise<void> {
  const [deleted, archived] = [app(3).packageName, app(4).packageName];
  const named = (n: number, name: typeof packageName) =>
    insertChange('apps', app(n, { packageName: name, organizationId: acme.id }));
  return assertCommitCases(writer, [
    ['an app', insertChange('apps', captionsApp), 'done'],
    ['the name again', named(2, packageName), 'apps.package_name'],
    ['a deleted one', insertChange('apps', app(3, { deletedAt: atMinute(1) })), 'done'],
    ['its name again', named(5, deleted), 'apps.package_name'],
    [
      'an archived one',
      insertChange('apps', app(4, { deletedAt: atMinute(1), archivedAt: atMinute(2) })),
      'done',
    ],
    ['its name again', named(6, archived), 'apps.package_name'],
    ['a longer name', named(10, app(10).packageName), 'done'],
    ['another name', named(7, app(7).packageName), 'done'],
    [
      'a name taken by an update',
      updateChange('apps', app(7, { packageName }), 1),
      'apps.package_name',
    ],
    [
      'an update that keeps the name',
      updateChange('apps', app(7, { visibility: 'public' }), 1),
      'done',
    ],
    ['the first app removed', removeChange('apps', captionsApp, 1), 'done'],
    ['its name, which is free now', named(8, packageName), 'done'],
  ]);
}

async function assertOneOpenSubmissionPerApp(_storage: Storage, writer: TestWriter): Promise<void> {
  let last = 0;
  const next = (of: number, state: Submission['state']) => {
    last += 1;
    return submission(last, app(of), { state });
  };
  for (const [index, state] of openSubmissionStates.entries()) {
    const of = index + 1;
    const open = next(of, state);
    await assertCommitCases(writer, [
      [`one that is ${state}`, insertChange('submissions', open), 'done'],
      ...openSubmissionStates.map(
        (other) =>
          [
            `one that is ${other} beside one that is ${state}`,
            insertChange('submissions', next(of, other)),
            'submissions.open',
          ] as const,
      ),
      ...submissionStates
        .filter((other) => !isOpenSubmission({ state: other }))
        .map(
          (other) =>
            [
              `one that is ${other} beside one that is ${state}`,
              insertChange('submissions', next(of, other)),
              'done',
            ] as const,
        ),
    ]);
    const reopened = submission(last, app(of));
    await assertCommitCases(writer, [
      ['one made open again', updateChange('submissions', reopened, 1), 'submissions.open'],
      [
        'the open one in another open state',
        updateChange('submissions', { ...open, state: 'approved' }, 1),
        'done',
      ],
      [
        'the open one closed',
        updateChange('submissions', { ...open, state: 'withdrawn' }, 2),
        'done',
      ],
      ['one made open after that', updateChange('submissions', reopened, 1), 'done'],
    ]);
  }
}
