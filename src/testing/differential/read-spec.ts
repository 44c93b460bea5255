// How a read is specified: the questions to ask in a small world, and the answer by scanning its rows.

import type { Storage } from '../../ports/storage.js';
import type { World } from './world.js';

/** One read of the port. */
export type ReadSpec<A extends readonly unknown[], T> = {
  /** The arguments to ask with. `before` is the world before the last write. */
  questions(world: World, before: World): readonly Readonly<A>[];
} & (
  | { answer(world: World, ...args: A): T }
  /** All answers that are right, where the contract allows several. */
  | { anyAnswer(world: World, ...args: A): readonly T[] }
);

/** The reads of the parts of a storage, each by its name; the compiler reports one that is missing. */
export type ReadTables = {
  readonly [P in ReadPart]: {
    readonly [M in ReadName<Storage[P]>]: ReadSpecOf<Storage[P][M]>;
  };
};

type ReadPart = Exclude<keyof Storage, 'outbox' | 'commit' | 'time' | 'migrate' | 'close'>;
type ReadName<P> = Exclude<keyof P, 'recordUse'>;
type ReadSpecOf<F> = F extends (...args: infer A) => Promise<infer T> ? ReadSpec<A, T> : never;

/** Every choice of one value from each list. */
export function every<A>(a: readonly A[]): readonly (readonly [A])[];
export function every<A, B>(a: readonly A[], b: readonly B[]): readonly (readonly [A, B])[];
export function every<A, B, C>(
  a: readonly A[],
  b: readonly B[],
  c: readonly C[],
): readonly (readonly [A, B, C])[];
export function every(...lists: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  return lists.reduce<readonly (readonly unknown[])[]>(
    (chosen, list) => chosen.flatMap((values) => list.map((value) => [...values, value])),
    [[]],
  );
}

/** Every choice of a value from each of the first two lists, with the values of the third in turn. */
export function everyTwo<A, B, C>(
  a: readonly A[],
  b: readonly B[],
  c: readonly C[],
): readonly (readonly [A, B, C])[] {
  return a.flatMap((one, i) =>
    b.flatMap((other, j) => {
      const n = (i * (b.length + 1) + j) % c.length;
      return c.slice(n, n + 1).map((third) => [one, other, third] as const);
    }),
  );
}
