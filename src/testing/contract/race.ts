// Concurrent commits.

import type { Change, Storage } from '../../ports/storage.js';
import { insertChange, removeChange, touchChange, updateChange } from '../row-changes.js';
import { app, submission } from './app-fixtures.js';
import {
  assertSame,
  assertTrue,
  type CallOutcome,
  countOutcomes,
  foundOrThrow,
} from './assertions.js';
import { type ClauseGroup, clauseWithoutPasts as clause, type TestWriter } from './clause.js';
import { collectionFixtures, organizationFixture, userFixture } from './collection-fixtures.js';
import {
  emailFields,
  externalIdOrThrow,
  fenceEntry,
  invitation,
  membership,
  notificationMessage,
  operationId,
  organization,
  slugRecord,
  user,
} from './fixtures.js';
import { readUntilWritten } from './read-while-writing.js';

const callerCount = 20;
const mentra = organization(1);
const ada = user(1);

function mapCallerNumbers<T>(make: (n: number) => T, count = callerCount): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}

/** Commits all changes concurrently, each with an extra row. Exactly one commit must succeed, and nothing of the others may be stored. */
async function assertOneCommitSucceeds(
  storage: Storage,
  { write }: TestWriter,
  createChange: (n: number) => Change,
  expectedConflict: CallOutcome,
  what = 'concurrent commits',
): Promise<void> {
  const extraRow = (n: number) => organizationFixture.insert(n + 100);
  const counts = await countOutcomes(
    mapCallerNumbers((n) => write([createChange(n), extraRow(n)])),
  );
  assertSame(
    counts,
    { done: 1, [expectedConflict]: callerCount - 1 },
    `the outcomes of ${callerCount} callers: ${what}`,
  );
  const written = await Promise.all(
    mapCallerNumbers((n) => organizationFixture.exists(storage, n + 100)),
  );
  assertSame(written.filter(Boolean).length, 1, 'the number of extra rows that were stored');
}

/** Concurrent inserts under one key that no other clause has. */
const keyRaces: readonly (readonly [CallOutcome, (n: number) => Change])[] = [
  ...collectionFixtures.map(
    (fixture) => [`${fixture.collection}.id`, () => fixture.insert(1)] as const,
  ),
  [
    'organizations.personal',
    (n) => insertChange('organizations', organization(n, { personalOf: ada.id })),
  ],
  [
    'organizations.external_id',
    (n) => insertChange('organizations', organization(n, { externalId: externalIdOrThrow('a') })),
  ],
];

export const raceGroup: ClauseGroup = {
  name: 'RACE',
  summary: `of ${callerCount} concurrent callers, one wins`,
  clauses: [
    clause(
      'RACE-1',
      'Of concurrent inserts of one slug, exactly one succeeds.',
      (storage, writer) =>
        assertOneCommitSucceeds(
          storage,
          writer,
          (n) => insertChange('slugs', slugRecord('mentra', organization(n))),
          'slugs.id',
        ),
    ),

    clause(
      'RACE-2',
      'Of concurrent inserts of one e-mail key, exactly one succeeds.',
      (storage, writer) =>
        assertOneCommitSucceeds(
          storage,
          writer,
          (n) => insertChange('users', user(n, emailFields('ada@example.org'))),
          'users.email',
        ),
    ),

    clause(
      'RACE-3',
      'Of concurrent inserts of an active membership of one user in one organization, exactly one succeeds.',
      (storage, writer) =>
        assertOneCommitSucceeds(
          storage,
          writer,
          (n) => insertChange('memberships', membership(n, mentra, ada)),
          'memberships.organization_user',
        ),
    ),

    clause(
      'RACE-4',
      'Of concurrent inserts of a pending invitation to one address, exactly one succeeds.',
      (storage, writer) =>
        assertOneCommitSucceeds(
          storage,
          writer,
          (n) =>
            insertChange('invitations', invitation(n, mentra, ada, emailFields('eve@example.org'))),
          'invitations.pending',
        ),
    ),

    clause(
      'RACE-5',
      'Of concurrent updates from one version, exactly one succeeds, and its value is stored with the next version.',
      async (storage, writer) => {
        await writer.write([userFixture.insert(1)]);
        const updated = (n: number) => user(1, emailFields(`ada-${n}@example.org`));
        await assertOneCommitSucceeds(
          storage,
          writer,
          (n) => updateChange('users', updated(n), 1),
          'version_conflict',
        );
        const winner =
          (
            await Promise.all(mapCallerNumbers((n) => organizationFixture.exists(storage, n + 100)))
          ).indexOf(true) + 1;
        assertSame(
          await userFixture.find(storage, 1),
          { value: updated(winner), version: 2 },
          'the row',
        );
      },
    ),

    clause(
      'RACE-6',
      'Of concurrent touches of a guard from one version, exactly one succeeds.',
      async (storage, writer) => {
        await writer.write([insertChange('organizations', mentra)]);
        await assertOneCommitSucceeds(
          storage,
          writer,
          () => touchChange('organizations', mentra, 1),
          'version_conflict',
        );
        assertSame(
          await organizationFixture.find(storage, 1),
          { value: mentra, version: 2 },
          'the guard',
        );
      },
    ),

    clause(
      'RACE-7',
      'Of concurrent removals of one row, exactly one succeeds.',
      async (storage, writer) => {
        const record = slugRecord('mentra', mentra);
        await writer.write([insertChange('slugs', record)]);
        await assertOneCommitSucceeds(
          storage,
          writer,
          () => removeChange('slugs', record, 1),
          'version_conflict',
        );
      },
    ),

    clause(
      'RACE-8',
      'Concurrent commits that share no row and no key all succeed.',
      async (storage, { write }) => {
        const counts = await countOutcomes(
          mapCallerNumbers((n) => write([userFixture.insert(n), organizationFixture.insert(n)])),
        );
        assertSame(counts, { done: callerCount }, 'the outcomes of the callers');
        const further = await countOutcomes(
          mapCallerNumbers((n) =>
            write([userFixture.update(n, 1), organizationFixture.touch(n, 1)]),
          ),
        );
        assertSame(
          further,
          { done: callerCount },
          'the outcomes with the rows that they had inserted',
        );
        for (const n of mapCallerNumbers((each) => each)) {
          const expected = { value: userFixture.updatedRow(n), version: 2 };
          assertSame(await userFixture.find(storage, n), expected, `the row of caller ${n}`);
        }
      },
    ),

    clause(
      'RACE-9',
      'Of concurrent commits that change the same rows in different orders, exactly one succeeds, and none hangs.',
      async (storage, { write }) => {
        const numbers = [1, 2, 3, 4];
        await write(numbers.map((n) => userFixture.insert(n)));
        const touches = numbers.map((n) => userFixture.touch(n, 1));
        const rotated = (n: number) => [...touches.slice(n % 4), ...touches.slice(0, n % 4)];
        const counts = await countOutcomes(mapCallerNumbers((n) => write(rotated(n))));
        assertSame(
          counts,
          { done: 1, version_conflict: callerCount - 1 },
          'the outcomes of the callers',
        );
        const versions = await Promise.all(numbers.map((n) => userFixture.find(storage, n)));
        assertSame(
          versions.map((row) => row?.version),
          [2, 2, 2, 2],
          'the versions',
        );
      },
    ),

    clause(
      'RACE-10',
      'Of a commit and a fence with one operation id, exactly one succeeds; if it is the fence, nothing of the commit is stored.',
      async (storage, { write, operation }) => {
        for (const n of mapCallerNumbers((each) => each)) {
          const command = operation([userFixture.insert(n)]);
          const commit = { ...command, messages: [notificationMessage(command.journal.id, 0)] };
          const commitCommand = () => storage.commit(commit);
          const commitFence = () => write([], { journal: fenceEntry(command.journal.id) });
          const calls =
            n % 2 === 0 ? [commitCommand(), commitFence()] : [commitFence(), commitCommand()];
          assertSame(await countOutcomes(calls), { done: 1, 'journal.id': 1 }, 'the two outcomes');
          const stored = foundOrThrow(
            await storage.journal.findById(command.journal.id),
            'the entry',
          );
          assertSame(
            await userFixture.exists(storage, n),
            stored.kind === 'command',
            'whether the row is stored',
          );
        }
      },
    ),

    clause(
      'RACE-11',
      'If a read has returned one row of a commit, every later read sees all rows of this commit.',
      async (storage, { write }) => {
        const rows = mapCallerNumbers((n) => n);
        await write(rows.map((n) => userFixture.insert(n)));
        const versionOf = async (n: number) => (await userFixture.find(storage, n))?.version ?? 0;
        const writing = async () => {
          for (const last of mapCallerNumbers((n) => n))
            await write(rows.map((n) => userFixture.touch(n, last)));
        };
        await readUntilWritten(writing(), async () => {
          const ofFirst = await versionOf(1);
          assertTrue(
            (await versionOf(callerCount)) >= ofFirst,
            'the first row was seen without the last',
          );
          const ofLast = await versionOf(callerCount);
          assertTrue((await versionOf(1)) >= ofLast, 'the last row was seen without the first');
        });
      },
    ),

    clause(
      'RACE-12',
      'No reader sees anything of a commit that fails.',
      async (storage, { write }) => {
        await write([userFixture.insert(1), organizationFixture.insert(1)]);
        const failing = [
          userFixture.touch(1, 1),
          userFixture.insert(2),
          organizationFixture.insert(1),
        ];
        const writing = countOutcomes(mapCallerNumbers(() => write(failing)));
        await readUntilWritten(writing, async () => {
          assertSame(
            await userFixture.find(storage, 1),
            { value: userFixture.row(1), version: 1 },
            'a row that the commit touches',
          );
          assertTrue(
            !(await userFixture.exists(storage, 2)),
            'a row that the commit inserts was seen',
          );
        });
        assertSame(
          await writing,
          { 'organizations.id': callerCount },
          'the outcomes of the callers',
        );
      },
    ),

    clause(
      'RACE-13',
      'Of concurrent inserts of an open submission of one app, exactly one succeeds.',
      (storage, writer) =>
        assertOneCommitSucceeds(
          storage,
          writer,
          (n) => insertChange('submissions', submission(n, app(1))),
          'submissions.open',
        ),
    ),

    clause(
      'RACE-14',
      'Of concurrent inserts of one package name, exactly one succeeds.',
      (storage, writer) => {
        const { packageName } = app(1);
        const insertApp = (n: number) => insertChange('apps', app(n, { packageName }));
        return assertOneCommitSucceeds(storage, writer, insertApp, 'apps.package_name');
      },
    ),

    {
      id: 'RACE-15',
      statement:
        'Of concurrent updates, touches and removals of one row from one version, exactly one succeeds, in every collection.',
      async check(runner) {
        for (const fixture of collectionFixtures) {
          const kinds = ['update', 'touch', 'remove'] as const;
          for (const kind of [...kinds, null]) {
            await runner.runCheck(async (storage, writer) => {
              await writer.write([fixture.insert(1)]);
              await assertOneCommitSucceeds(
                storage,
                writer,
                (n) => fixture[kind ?? kinds[n % kinds.length] ?? 'update'](1, 1),
                'version_conflict',
                `${kind ?? 'all three kinds'} of one row of ${fixture.collection}`,
              );
            });
          }
        }
      },
    },

    {
      id: 'RACE-16',
      statement:
        'Of concurrent inserts under one id, personal user, external id or message id, exactly one succeeds, in every collection.',
      async check(runner) {
        for (const [conflict, createChange] of keyRaces)
          await runner.runCheck((storage, writer) =>
            assertOneCommitSucceeds(
              storage,
              writer,
              createChange,
              conflict,
              `inserts under one ${conflict}`,
            ),
          );
        await runner.runCheck(async (_storage, { write }) => {
          const messages = [notificationMessage(operationId(1_000), 0)];
          const counts = await countOutcomes(mapCallerNumbers(() => write([], { messages })));
          const expected = { done: 1, 'outbox.id': callerCount - 1 };
          assertSame(
            counts,
            expected,
            `the outcomes of ${callerCount} inserts under one outbox.id`,
          );
        });
      },
    },
  ],
};
