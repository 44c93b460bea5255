// Commits that report a violation as something else, or a violation that is none.

import {
  type Operation,
  type UniqueConstraint,
  uniqueConstraints,
} from '../../src/ports/storage.js';
import {
  isStorageError,
  StorageError,
  type StorageErrorCode,
} from '../../src/ports/storage-error.js';
import { commitInOrder } from './bench.js';
import { commitMutant } from './commits.js';
import type { Mutant } from './mutant.js';

const but = (
  { code, message, constraint }: StorageError,
  other: {
    readonly code?: StorageErrorCode;
    readonly message?: string;
    readonly constraint?: UniqueConstraint | null;
    readonly cause?: unknown;
  },
): StorageError => {
  const named = other.constraint === undefined ? constraint : (other.constraint ?? undefined);
  return new StorageError(other.code ?? code, other.message ?? message, {
    ...(named === undefined ? {} : { constraint: named }),
    ...('cause' in other ? { cause: other.cause } : {}),
  });
};

function recoding(
  from: StorageErrorCode,
  to: StorageErrorCode,
): (error: StorageError) => StorageError {
  return (error) =>
    error.code === from
      ? but(error, { code: to, constraint: to === 'unique_conflict' ? 'users.id' : null })
      : error;
}

const codes = [
  'version_conflict',
  'unique_conflict',
  'unavailable',
  'misconfigured',
  'outcome_unknown',
] as const;

const misstatements: Readonly<
  Record<string, (error: StorageError, operation: Operation) => unknown>
> = {
  ...Object.fromEntries(
    (['version_conflict', 'unique_conflict'] as const).flatMap((from) =>
      codes.filter((to) => to !== from).map((to) => [`${from} as ${to}`, recoding(from, to)]),
    ),
  ),
  'no constraint': (error) => but(error, { constraint: null }),
  'a constraint with a version_conflict': (error) =>
    but(error, { constraint: error.constraint ?? 'users.id' }),
  'no message': (error) => but(error, { message: '' }),
  'one word as a message': (error) => but(error, { message: 'conflict' }),
  'the values of the rows in the message': (error, { changes }) =>
    but(error, { message: `${error.message} ${JSON.stringify(changes)}` }),
  'the address of the database in the message': (error) =>
    but(error, { message: `${error.message} mongodb://user:secret@host` }),
  'errors of another class': (error) => new Error(error.message),
  'errors without a mark': ({ name, code, message, constraint }) =>
    Object.assign(new Error(message), { name, code, constraint }),
};

function misstating(
  what: string,
  writes: readonly string[],
  change: (error: StorageError, operation: Operation) => unknown,
): Mutant {
  return commitMutant('errors', `throws ${what}`, writes, () => async (bench, operation) => {
    try {
      await commitInOrder(bench, operation);
    } catch (error) {
      throw isStorageError(error) ? change(error, operation) : error;
    }
  });
}

/** Each constraint under the name of the next, and under that of the id. */
function misnaming(constraint: UniqueConstraint, index: number): readonly Mutant[] {
  const [collection = ''] = constraint.split('.');
  const others = [
    uniqueConstraints[(index + 1) % uniqueConstraints.length],
    uniqueConstraints.find((each) => each === `${collection}.id`),
  ];
  return [...new Set(others)].flatMap((other) =>
    other === undefined || other === constraint
      ? []
      : [
          misstating(`${other} for ${constraint}`, [`${collection}:`], (error) =>
            error.constraint === constraint ? but(error, { constraint: other }) : error,
          ),
        ],
  );
}

/** What a database says to one of two commits that run together, passed on instead of tried again. */
const impatience: Readonly<Record<string, () => Error>> = {
  'the error of the database': () => new Error('WriteConflict'),
  ...Object.fromEntries(
    (['unavailable', 'version_conflict', 'outcome_unknown'] as const).map((code) => [
      code,
      () => new StorageError(code, 'The database is busy.'),
    ]),
  ),
};

function impatient([what, fail]: readonly [string, () => Error], when: 'before' | 'after'): Mutant {
  return commitMutant(
    'errors',
    `throws ${what} ${when} it writes while another commit is running`,
    [],
    () => {
      let running = 0;
      return async (bench, operation) => {
        running += 1;
        const isSecond = running > 1;
        try {
          if (isSecond && when === 'before') throw fail();
          await commitInOrder(bench, operation);
          if (isSecond) throw fail();
        } finally {
          running -= 1;
        }
      };
    },
  );
}

export function errorMutants(): readonly Mutant[] {
  return [
    ...Object.entries(misstatements).map(([what, change]) => misstating(what, [], change)),
    ...uniqueConstraints.flatMap(misnaming),
    ...Object.entries(impatience).flatMap((each) => [
      impatient(each, 'before'),
      impatient(each, 'after'),
    ]),
  ];
}
