// Commits that check, write or leave something else than they are told.

import type { Operation } from '../../src/ports/storage.js';
import { isStorageError } from '../../src/ports/storage-error.js';
import {
  applyWrite,
  type Bench,
  commitInOrder,
  compareByPlace,
  compareWrites,
  createBench,
  putRow,
  runWrites,
  type Write,
  writesOf,
} from './bench.js';
import { concerning, type Mutant } from './mutant.js';
import { fields, tableNames } from './transforms.js';

export type Commit = (bench: Bench, operation: Operation) => Promise<void>;

/** A storage with another commit; `writes` names the changes that it concerns. */
export function commitMutant(
  kind: string,
  name: string,
  writes: readonly string[],
  start: () => Commit,
): Mutant {
  return {
    kind,
    name,
    ...concerning(['commit'], writes),
    plant: () => createBench({ commit: start() }).storage,
  };
}

/** Makes another write of each; null makes none. `stored` is the version of the row, or null. */
type Rewrite = (write: Write, stored: number | null, before: object) => Write | null;

function rewriting(isMeant: (write: Write) => boolean, rewrite: Rewrite): Commit {
  return (bench, operation) =>
    bench.call(
      () =>
        void runWrites(writesOf(operation), (write) => {
          const row = bench.tables[write.collection].find(write.id);
          const made = isMeant(write)
            ? rewrite(write, row?.version ?? null, row?.value ?? {})
            : write;
          return made === null ? () => {} : applyWrite(bench.tables, made);
        }),
    );
}

const versioned = ['update', 'touch', 'remove'] as const;
const all = ['insert', ...versioned] as const;

/** What is wrong with the changes of one kind in one collection. */
const mistakes: Readonly<
  Record<string, readonly [kinds: readonly Write['kind'][], rewrite: Rewrite]>
> = {
  'ignores the expected version at': [versioned, (write, stored) => expecting(write, stored ?? -1)],
  'accepts an older version at': [
    versioned,
    (write, stored) => (expectedOf(write) < (stored ?? 0) ? expecting(write, stored ?? 0) : write),
  ],
  'accepts a newer version at': [
    versioned,
    (write, stored) =>
      stored !== null && expectedOf(write) > stored ? expecting(write, stored) : write,
  ],
  'needs no row for': [versioned, (write, stored) => (stored === null ? null : write)],
  'inserts what is missing at': [
    ['update'],
    (write, stored) => (stored === null ? { ...write, kind: 'insert' } : write),
  ],
  'does not write': [
    all,
    (write, stored) => (write.kind === 'insert' || stored === expectedOf(write) ? null : write),
  ],
  'keeps absent fields at': [
    ['update'],
    (write, _stored, before) => ({ ...write, value: { ...before, ...write.value } }),
  ],
  'writes only known fields at': [
    ['update'],
    (write, _stored, before) => ({
      ...write,
      value: Object.fromEntries(
        Object.entries(write.value ?? {}).filter(([name]) => Object.hasOwn(before, name)),
      ),
    }),
  ],
};

const expectedOf = ({ expectedVersion = 0 }: Write) => expectedVersion;
const expecting = (write: Write, expectedVersion: number): Write => ({ ...write, expectedVersion });

const versionsAfter: Readonly<Record<string, (version: number) => number>> = {
  'does not raise the version': (version) => version - 1,
  'raises the version by two': (version) => version + 1,
};

/** Versions that overflow; those of 16 bits would take too long to see. */
const narrowVersion = (version: number) => (version > 255 ? version - 256 : version);

/** As usual, but then the rows that were written get another version. */
function withVersions(
  isMeant: (write: Write) => boolean,
  change: (version: number) => number,
): Commit {
  return (bench, operation) =>
    bench.call(() => {
      const writes = writesOf(operation);
      runWrites(writes, (write) => applyWrite(bench.tables, write));
      for (const { collection, id } of writes.filter(isMeant)) {
        const row = bench.tables[collection].find(id);
        if (row !== null)
          putRow(bench.tables[collection], id, { ...row, version: change(row.version) });
      }
    });
}

/** Where no field is optional, every row has all fields. */
function mistakesIn(collection: Write['collection']) {
  const hasOptional = fields.some((field) => field.collection === collection && field.isOptional);
  return Object.entries(mistakes).filter(([what]) => hasOptional || !what.includes('fields'));
}

function ofCollection(collection: Write['collection']): readonly Mutant[] {
  const of = (kind: Write['kind']) => (write: Write) =>
    write.collection === collection && write.kind === kind;
  const place = (kind: Write['kind']) => `${kind} in ${collection}`;
  return [
    ...mistakesIn(collection).flatMap(([what, [kinds, rewrite]]) =>
      kinds.map((kind) =>
        commitMutant('changes', `${what} ${place(kind)}`, [`${collection}:${kind}`], () =>
          rewriting(of(kind), rewrite),
        ),
      ),
    ),
    ...Object.entries(versionsAfter).flatMap(([what, change]) =>
      (['insert', 'update', 'touch'] as const).map((kind) =>
        commitMutant('versions', `${what} at ${place(kind)}`, [`${collection}:${kind}`], () =>
          withVersions(of(kind), change),
        ),
      ),
    ),
    ...(['update', 'touch'] as const).map((kind) =>
      commitMutant(
        'versions',
        `has versions of 8 bits at ${place(kind)}`,
        [`${collection}:${kind}`],
        () => withVersions(of(kind), narrowVersion),
      ),
    ),
    commitMutant(
      'versions',
      `goes on with the version of a removed row of ${collection}`,
      [`${collection}:remove`],
      () => {
        const removed = new Map<string, number>();
        return async (bench, operation) => {
          const writes = writesOf(operation).filter((write) => write.collection === collection);
          await withVersions(
            (write) => of('insert')(write) && removed.has(write.id),
            (version) => version + 1,
          )(bench, operation);
          for (const { kind, id } of writes) if (kind === 'remove') removed.set(id, 1);
        };
      },
    ),
  ];
}

/** A write by its place: among the changes, and among the messages; -1 if it is none. */
interface Place {
  readonly change: number;
  readonly message: number;
  readonly changes: number;
  readonly isEntry: boolean;
}

/** Which writes of a commit are not made. */
const losses: Readonly<Record<string, (place: Place) => boolean>> = {
  'the first change': ({ change }) => change === 0,
  'the second change': ({ change }) => change === 1,
  'the last change': ({ change, changes }) => change >= 0 && change === changes - 1,
  'the changes after the 20th': ({ change }) => change >= 20,
  'the changes after the 100th': ({ change }) => change >= 100,
  'the changes after the 255th': ({ change }) => change >= 255,
  'the journal entry': ({ isEntry }) => isEntry,
  'the journal entry of a commit without changes': ({ isEntry, changes }) =>
    isEntry && changes === 0,
  'the journal entry of a commit with changes': ({ isEntry, changes }) => isEntry && changes > 0,
  'the messages': ({ message }) => message >= 0,
  'the messages after the first': ({ message }) => message >= 1,
  'the messages after the tenth': ({ message }) => message >= 10,
  'the messages of a commit without changes': ({ message, changes }) =>
    message >= 0 && changes === 0,
};

function losing([what, isLost]: readonly [string, (place: Place) => boolean]): Mutant {
  return commitMutant(
    'lost writes',
    `does not write ${what}`,
    what.includes('messages') ? ['outbox:'] : [],
    () => (bench, operation) =>
      bench.call(() => {
        const writes = writesOf(operation);
        const messages = writes.filter(({ collection }) => collection === 'outbox');
        const changes = writes.filter(
          ({ collection }) => collection !== 'outbox' && collection !== 'journal',
        );
        runWrites(writes, (write) => {
          const place = {
            change: changes.indexOf(write),
            message: messages.indexOf(write),
            changes: changes.length,
            isEntry: write.collection === 'journal',
          };
          return isLost(place) ? () => {} : applyWrite(bench.tables, write);
        });
      }),
  );
}

/** What stays after a conflict: the writes before it, to one table or to all. */
function leaving(left: string, code: string): Mutant {
  const isLeft = ({ collection }: Write) => left === 'every table' || collection === left;
  return commitMutant(
    'left after a conflict',
    `leaves its writes to ${left} after a ${code}`,
    left === 'every table' ? [] : [`${left}:`],
    () => (bench, operation) =>
      bench.call(() => {
        const done: { readonly write: Write; readonly undo: () => void }[] = [];
        try {
          for (const write of writesOf(operation))
            done.unshift({ write, undo: applyWrite(bench.tables, write) });
        } catch (conflict) {
          const isMeant = isStorageError(conflict) && conflict.code === code;
          for (const { undo } of done.filter(({ write }) => !isMeant || !isLeft(write))) undo();
          throw conflict;
        }
      }),
  );
}

const group = ({ kind }: Write) => Number(kind === 'insert');
const isEntry = ({ collection }: Write) => Number(collection === 'journal');
const isMessage = ({ collection }: Write) => Number(collection === 'outbox');
const compareText = (a: string, b: string) => (a < b ? -1 : Number(a > b));
const byGroup = (a: Write, b: Write) => group(a) - group(b);
const byCollection = (a: Write, b: Write) =>
  byGroup(a, b) || compareText(a.collection, b.collection);
const byKinds = (kinds: readonly Write['kind'][]) => (a: Write, b: Write) =>
  kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || compareByPlace(a, b);

/** The orders in which a commit could look for violations. */
const orders: Readonly<Record<string, (a: Write, b: Write) => number>> = {
  'in the order of the operation': () => 0,
  'inserts first': (a, b) => byGroup(b, a) || compareByPlace(a, b),
  'by place only': compareByPlace,
  'from the last to the first': (a, b) => compareWrites(b, a),
  'from the last to the first in each group': (a, b) => byGroup(a, b) || compareByPlace(b, a),
  'by id only': (a, b) => byGroup(a, b) || compareText(a.id, b.id),
  'by collection only': byCollection,
  'ids without case': (a, b) =>
    byCollection(a, b) || compareText(a.id.toLowerCase(), b.id.toLowerCase()),
  'ids by locale': (a, b) => byCollection(a, b) || a.id.localeCompare(b.id),
  'ids by length': (a, b) =>
    byCollection(a, b) || a.id.length - b.id.length || compareText(a.id, b.id),
  'the journal entry first': (a, b) => isEntry(b) - isEntry(a) || compareWrites(a, b),
  'the journal entry last': (a, b) => isEntry(a) - isEntry(b) || compareWrites(a, b),
  'messages first': (a, b) => isMessage(b) - isMessage(a) || compareWrites(a, b),
  'messages last': (a, b) => isMessage(a) - isMessage(b) || compareWrites(a, b),
  'removals first': byKinds(['remove', 'update', 'touch', 'insert']),
  'touches first': byKinds(['touch', 'update', 'remove', 'insert']),
  'touches last': byKinds(['remove', 'update', 'insert', 'touch']),
};

/** Looks for one kind of violation in all writes before anything else. */
function checking(what: string, isSeen: (bench: Bench, write: Write) => Write): Mutant {
  return commitMutant('order of violations', what, [], () => async (bench, operation) => {
    await bench.call(() => {
      for (const undo of runWrites(writesOf(operation), (write) =>
        applyWrite(bench.tables, isSeen(bench, write)),
      ).toReversed())
        undo();
      runWrites(writesOf(operation), (write) => applyWrite(bench.tables, write));
    });
  });
}

/** Inserts come after all versions, so no version conflict can leave an entry or a message. */
function conflictsAfter(left: string): readonly Mutant[] {
  const isInserted = left === 'journal' || left === 'outbox';
  return [...(isInserted ? [] : ['version_conflict']), 'unique_conflict'].map((code) =>
    leaving(left, code),
  );
}

export function commitMutants(): readonly Mutant[] {
  return [
    ...tableNames.filter((name) => name !== 'journal' && name !== 'outbox').flatMap(ofCollection),
    ...Object.entries(losses).map(losing),
    ...[...tableNames, 'every table'].flatMap(conflictsAfter),
    ...Object.entries(orders).map(([what, compare]) =>
      commitMutant(
        'order of violations',
        `checks ${what}`,
        [],
        () => (bench, operation) =>
          bench.call(
            () =>
              void runWrites(writesOf(operation, compare), (write) =>
                applyWrite(bench.tables, write),
              ),
          ),
      ),
    ),
    checking('checks keys before versions', ({ tables }, write) =>
      expecting(write, tables[write.collection].find(write.id)?.version ?? 0),
    ),
    ...[20, 100, 499].map((count) =>
      commitMutant(
        'lost writes',
        `writes nothing of more than ${count} changes`,
        [],
        () => async (bench, operation) => {
          if (operation.changes.length <= count) await commitInOrder(bench, operation);
        },
      ),
    ),
  ];
}
