// One of a kind among apps, submissions and API keys.

import {
  isOpen,
  openStates,
  type Submission,
  submissionStates,
} from '../../domain/review/submission.js';
import type { Storage } from '../../ports/storage.js';
import { insertOf, removalOf, updateOf } from './changes.js';
import { type Clause, clause, type Tools } from './clause.js';
import { oneByOne } from './one-by-one.js';
import { at, organization } from './specimens.js';
import { apiKey, apiKeyId, app, appId, submission, submissionId } from './specimens-of-apps.js';

const acme = organization(2);
const captions = app(1);
const { packageName } = captions;
const owner = { kind: 'app', appId: captions.id } as const;

export const uniqueOfApps: readonly Clause[] = [
  clause('UNIQUE-16', '`apps.id`: one app an id.', (_storage, tools) =>
    oneByOne(tools, [
      ['a first app', insertOf('apps', captions), 'done'],
      ['the id again', insertOf('apps', app(2, { id: appId(1) })), 'apps.id'],
    ]),
  ),

  clause(
    'UNIQUE-17',
    '`apps.package_name`: one app a package name, in whatever state, deleted and archived ones too; names are compared as a whole.',
    oneAppAName,
  ),

  clause('UNIQUE-18', '`submissions.id`: one submission an id.', (_storage, tools) =>
    oneByOne(tools, [
      ['a first submission', insertOf('submissions', submission(1, app(1))), 'done'],
      [
        'the id again',
        insertOf('submissions', submission(2, app(2), { id: submissionId(1) })),
        'submissions.id',
      ],
    ]),
  ),

  clause(
    'UNIQUE-19',
    '`submissions.open`: one submission of an app in any of the open states; closed ones, and those of other apps, are not in the way.',
    oneOpenOfAnApp,
  ),

  clause('UNIQUE-20', '`apikeys.id`: one API key an id.', (_storage, tools) =>
    oneByOne(tools, [
      ['a first key', insertOf('apikeys', apiKey(1, owner)), 'done'],
      ['the id again', insertOf('apikeys', apiKey(2, owner, { id: apiKeyId(1) })), 'apikeys.id'],
    ]),
  ),
];

function oneAppAName(_storage: Storage, tools: Tools): Promise<void> {
  const [deleted, archived] = [app(3).packageName, app(4).packageName];
  const named = (n: number, name: typeof packageName) =>
    insertOf('apps', app(n, { packageName: name, organizationId: acme.id }));
  return oneByOne(tools, [
    ['an app', insertOf('apps', captions), 'done'],
    ['the name again', named(2, packageName), 'apps.package_name'],
    ['a deleted one', insertOf('apps', app(3, { deletedAt: at(1) })), 'done'],
    ['its name again', named(5, deleted), 'apps.package_name'],
    ['an archived one', insertOf('apps', app(4, { deletedAt: at(1), archivedAt: at(2) })), 'done'],
    ['its name once more', named(6, archived), 'apps.package_name'],
    ['a longer name', named(10, app(10).packageName), 'done'],
    ['another name', named(7, app(7).packageName), 'done'],
    [
      'a name taken by an update',
      updateOf('apps', app(7, { packageName }), 1),
      'apps.package_name',
    ],
    ['the own name kept', updateOf('apps', app(7, { visibility: 'public' }), 1), 'done'],
    ['the first app removed', removalOf('apps', captions, 1), 'done'],
    ['its name, which is free', named(8, packageName), 'done'],
  ]);
}

async function oneOpenOfAnApp(_storage: Storage, tools: Tools): Promise<void> {
  let last = 0;
  const next = (of: number, state: Submission['state']) => {
    last += 1;
    return submission(last, app(of), { state });
  };
  for (const [index, state] of openStates.entries()) {
    const of = index + 1;
    const open = next(of, state);
    await oneByOne(tools, [
      [`one that is ${state}`, insertOf('submissions', open), 'done'],
      ...openStates.map(
        (other) =>
          [
            `one that is ${other} beside one that is ${state}`,
            insertOf('submissions', next(of, other)),
            'submissions.open',
          ] as const,
      ),
      ...submissionStates
        .filter((other) => !isOpen({ state: other }))
        .map(
          (other) =>
            [
              `one that is ${other} beside one that is ${state}`,
              insertOf('submissions', next(of, other)),
              'done',
            ] as const,
        ),
    ]);
    const reopened = submission(last, app(of));
    await oneByOne(tools, [
      ['one made open again', updateOf('submissions', reopened, 1), 'submissions.open'],
      ['the open one moved on', updateOf('submissions', { ...open, state: 'approved' }, 1), 'done'],
      ['the open one closed', updateOf('submissions', { ...open, state: 'withdrawn' }, 2), 'done'],
      ['one made open after that', updateOf('submissions', reopened, 1), 'done'],
    ]);
  }
}
