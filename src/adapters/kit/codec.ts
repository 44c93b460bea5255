// Rows as text, and back.

import type { StoredName, StoredRows } from './stored-rows.js';

/**
 * A row as JSON. JSON has no dates, so a date is a text that begins with `@`; a text that begins so anyway gets one more.
 * NUL and lone surrogates are escapes, so a database that stores text stores them too.
 */
export function rowToText<C extends StoredName>(row: StoredRows[C]): string {
  return JSON.stringify(row, function (this: object, name, written: unknown) {
    const original: unknown = Reflect.get(this, name);
    if (original instanceof Date) return `@${original.toISOString()}`;
    return typeof written === 'string' && written.startsWith('@') ? `@${written}` : written;
  });
}

/** The row that `rowToText` was given. Throws if the text is not JSON. Does not look at what the JSON is. */
export function rowFromText<C extends StoredName>(collection: C, text: string): StoredRows[C] {
  try {
    return JSON.parse(text, (_name, written: unknown) => {
      if (typeof written !== 'string' || !written.startsWith('@')) return written;
      return written.startsWith('@@') ? written.slice(1) : new Date(written.slice(1));
    });
  } catch {
    // The error of the parser quotes the row, which has addresses.
    throw new Error(
      `A row of ${collection} cannot be read: it is not JSON. Another program has written it; repair the row.`,
    );
  }
}
