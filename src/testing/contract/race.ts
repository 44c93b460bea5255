import type { Change, Storage } from '../../ports/storage.js';
import { insertOf, removalOf, touchOf, updateOf } from './changes.js';
import { clause, type Family, type Tools } from './clause.js';
import { organizations, users } from './collections.js';
import { found, holds, same, tally, type Verdict } from './expectations.js';
import { lookMeanwhile } from './meanwhile.js';
import {
  addressed,
  fence,
  invitation,
  membership,
  message,
  organization,
  slugRecord,
  user,
} from './specimens.js';
import { app, submission } from './specimens-of-apps.js';

const callers = 20;
const mentra = organization(1);
const ada = user(1);

function times<T>(make: (n: number) => T, count = callers): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}

/** All at once, each with a row of its own beside; exactly one may be written, and nothing of the others. */
async function onlyOneOf(
  storage: Storage,
  { write }: Tools,
  change: (n: number) => Change,
  loss: Verdict,
): Promise<void> {
  const beside = (n: number) => organizations.insert(n + 100);
  const counts = await tally(times((n) => write([change(n), beside(n)])));
  same(counts, { done: 1, [loss]: callers - 1 }, 'how the callers fared');
  const written = await Promise.all(times((n) => organizations.stands(storage, n + 100)));
  same(written.filter(Boolean).length, 1, 'how many rows of the callers were written beside it');
}

export const race: Family = {
  name: 'RACE',
  about: `${callers} callers at once, and one of them wins`,
  clauses: [
    clause(
      'RACE-1',
      'Of simultaneous inserts of one slug exactly one succeeds.',
      (storage, tools) =>
        onlyOneOf(
          storage,
          tools,
          (n) => insertOf('slugs', slugRecord('mentra', organization(n))),
          'slugs.id',
        ),
    ),

    clause(
      'RACE-2',
      'Of simultaneous inserts of one e-mail key exactly one succeeds.',
      (storage, tools) =>
        onlyOneOf(
          storage,
          tools,
          (n) => insertOf('users', user(n, addressed('ada@example.org'))),
          'users.email',
        ),
    ),

    clause(
      'RACE-3',
      'Of simultaneous inserts of an active membership of one user in one organization exactly one succeeds.',
      (storage, tools) =>
        onlyOneOf(
          storage,
          tools,
          (n) => insertOf('memberships', membership(n, mentra, ada)),
          'memberships.organization_user',
        ),
    ),

    clause(
      'RACE-4',
      'Of simultaneous inserts of a pending invitation of one address exactly one succeeds.',
      (storage, tools) =>
        onlyOneOf(
          storage,
          tools,
          (n) => insertOf('invitations', invitation(n, mentra, ada, addressed('eve@example.org'))),
          'invitations.pending',
        ),
    ),

    clause(
      'RACE-5',
      'Of simultaneous updates from one version exactly one succeeds, and its value stands at the next version.',
      async (storage, tools) => {
        await tools.write([users.insert(1)]);
        const wished = (n: number) => user(1, addressed(`ada-${n}@example.org`));
        await onlyOneOf(storage, tools, (n) => updateOf('users', wished(n), 1), 'version_conflict');
        const winner =
          (await Promise.all(times((n) => organizations.stands(storage, n + 100)))).indexOf(true) +
          1;
        same(await users.find(storage, 1), { value: wished(winner), version: 2 }, 'the row');
      },
    ),

    clause(
      'RACE-6',
      'Of simultaneous touches of a guard from one version exactly one succeeds.',
      async (storage, tools) => {
        await tools.write([insertOf('organizations', mentra)]);
        await onlyOneOf(
          storage,
          tools,
          () => touchOf('organizations', mentra, 1),
          'version_conflict',
        );
        same(await organizations.find(storage, 1), { value: mentra, version: 2 }, 'the guard');
      },
    ),

    clause(
      'RACE-7',
      'Of simultaneous removals of one row exactly one succeeds.',
      async (storage, tools) => {
        const record = slugRecord('mentra', mentra);
        await tools.write([insertOf('slugs', record)]);
        await onlyOneOf(storage, tools, () => removalOf('slugs', record, 1), 'version_conflict');
      },
    ),

    clause(
      'RACE-8',
      'Commits that share no row and no key all succeed.',
      async (storage, { write }) => {
        const counts = await tally(times((n) => write([users.insert(n), organizations.insert(n)])));
        same(counts, { done: callers }, 'how the callers fared');
        const further = await tally(
          times((n) => write([users.update(n, 1), organizations.touch(n, 1)])),
        );
        same(further, { done: callers }, 'how they fared with the rows that they had made');
        for (const n of times((each) => each)) {
          const expected = { value: users.altered(n), version: 2 };
          same(await users.find(storage, n), expected, `the row of caller ${n}`);
        }
      },
    ),

    clause(
      'RACE-9',
      'Commits that share rows and give them in different orders end all the same: one succeeds, none hangs.',
      async (storage, { write }) => {
        const numbers = [1, 2, 3, 4];
        await write(numbers.map((n) => users.insert(n)));
        const touches = numbers.map((n) => users.touch(n, 1));
        const turned = (n: number) => [...touches.slice(n % 4), ...touches.slice(0, n % 4)];
        const counts = await tally(times((n) => write(turned(n))));
        same(counts, { done: 1, version_conflict: callers - 1 }, 'how the callers fared');
        const versions = await Promise.all(numbers.map((n) => users.find(storage, n)));
        same(
          versions.map((row) => row?.version),
          [2, 2, 2, 2],
          'the versions',
        );
      },
    ),

    clause(
      'RACE-10',
      'Of a commit and a fence under one id exactly one succeeds, and where it is the fence nothing of the commit stands.',
      async (storage, { write, operation }) => {
        for (const n of times((each) => each)) {
          const command = operation([users.insert(n)]);
          const told = { ...command, messages: [message(command.journal.id, 0)] };
          const commands = () => storage.commit(told);
          const fences = () => write([], { journal: fence(command.journal.id) });
          const calls = n % 2 === 0 ? [commands(), fences()] : [fences(), commands()];
          same(await tally(calls), { done: 1, 'journal.id': 1 }, 'how the two fared');
          const stored = found(await storage.journal.find(command.journal.id), 'the entry');
          same(await users.stands(storage, n), stored.kind === 'command', 'whether the row stands');
        }
      },
    ),

    clause(
      'RACE-11',
      'Whoever sees one row of a commit sees all of it.',
      async (storage, { write }) => {
        const rows = times((n) => n);
        await write(rows.map((n) => users.insert(n)));
        const versionOf = async (n: number) => (await users.find(storage, n))?.version ?? 0;
        const writing = async () => {
          for (const last of times((n) => n)) await write(rows.map((n) => users.touch(n, last)));
        };
        await lookMeanwhile(writing(), async () => {
          const ofFirst = await versionOf(1);
          holds((await versionOf(callers)) >= ofFirst, 'the first row was seen without the last');
          const ofLast = await versionOf(callers);
          holds((await versionOf(1)) >= ofLast, 'the last row was seen without the first');
        });
      },
    ),

    clause(
      'RACE-12',
      'Nobody sees anything of a commit that fails.',
      async (storage, { write }) => {
        await write([users.insert(1), organizations.insert(1)]);
        const failing = [users.touch(1, 1), users.insert(2), organizations.insert(1)];
        const writing = tally(times(() => write(failing)));
        await lookMeanwhile(writing, async () => {
          same(
            await users.find(storage, 1),
            { value: users.row(1), version: 1 },
            'a row it touches',
          );
          holds(!(await users.stands(storage, 2)), 'a row it inserts was seen');
        });
        same(await writing, { 'organizations.id': callers }, 'how the callers fared');
      },
    ),

    clause(
      'RACE-13',
      'Of simultaneous inserts of an open submission of one app exactly one succeeds.',
      (storage, tools) =>
        onlyOneOf(
          storage,
          tools,
          (n) => insertOf('submissions', submission(n, app(1))),
          'submissions.open',
        ),
    ),

    clause(
      'RACE-14',
      'Of simultaneous inserts of one package name exactly one succeeds.',
      (storage, tools) => {
        const { packageName } = app(1);
        const taking = (n: number) => insertOf('apps', app(n, { packageName }));
        return onlyOneOf(storage, tools, taking, 'apps.package_name');
      },
    ),
  ],
};
