// Makes ids for new rows.

import type { IdGenerator } from '../../ports/clock-random-ids.js';

/** A new id from the id generator. Throws if the generator returns text that is not an id. */
export function newId<T>(ids: IdGenerator, parse: (text: string) => T | null): T {
  const text = ids.next();
  const id = parse(text);
  if (id === null)
    throw new Error(`the id generator gave "${text}"; an id is 24 lower-case hex digits`);
  return id;
}
