// What a list of the port is to the clauses that hold for every list.

import type { Keyset, Slice, Storage } from '../../ports/storage.js';
import type { Tools } from './clause.js';

/** A page with the items' ids; `next` reads the one that follows, and is null on the last. */
export interface Turned {
  readonly items: readonly string[];
  readonly next: ((limit: number, skip?: number) => Promise<Turned>) | null;
}

export interface Listing {
  readonly what: string;
  readonly order: 'ascending' | 'descending';
  /** Writes `count` rows that belong, in no particular order, and others; answers the ids in the list's order. */
  fill(tools: Tools, count: number): Promise<readonly string[]>;
  /** Writes one row more that belongs, between the ones of `fill`, whose numbers are 10, 20, 30 and so on. */
  add(tools: Tools, n: number): Promise<void>;
  idAt(n: number): string;
  firstPage(storage: Storage, limit: number, skip?: number): Promise<Turned>;
}

interface Model<T, K> {
  readonly what: string;
  readonly order: 'ascending' | 'descending';
  /** The row with the number `n` that belongs in the list. */
  readonly add: (tools: Tools, n: number) => Promise<void>;
  /** One that does not, with the same number. */
  readonly addOther: (tools: Tools, n: number) => Promise<void>;
  readonly read: (storage: Storage, keyset: Keyset<K>) => Promise<Slice<T, K>>;
  readonly idOf: (item: T) => string;
  readonly idAt: (n: number) => string;
}

export function listing<T, K>(model: Model<T, K>): Listing {
  const turn = async (storage: Storage, keyset: Keyset<K>): Promise<Turned> => {
    const { items, next } = await model.read(storage, keyset);
    const following = (limit: number, skip = 0) => turn(storage, { limit, skip, after: next });
    return { items: items.map(model.idOf), next: next === null ? null : following };
  };
  return {
    what: model.what,
    order: model.order,
    add: model.add,
    idAt: model.idAt,
    firstPage: (storage, limit, skip = 0) => turn(storage, { limit, skip, after: null }),
    async fill(tools, count) {
      const places = Array.from({ length: count }, (_, index) => 10 * (index + 1));
      for (const place of scrambled(places)) {
        await model.add(tools, place);
        await model.addOther(tools, place + 5);
      }
      const ordered = model.order === 'ascending' ? places : places.toReversed();
      return ordered.map(model.idAt);
    },
  };
}

/** Every other one from behind, then the rest: no storage may rely on the order of writing. */
function scrambled(places: readonly number[]): readonly number[] {
  const isOdd = (_: number, index: number) => index % 2 === 1;
  const isEven = (_: number, index: number) => index % 2 === 0;
  return [...places.filter(isOdd).toReversed(), ...places.filter(isEven)];
}
