// Places in lists of the kit, as positions of a sorted index: compact, because there is one for each row in each index.

import type { FieldValue, Place } from '../kit/index.js';
import type { Position } from './sorted-positions.js';

/** Above every text that is sorted by. */
const highest = '\u{10ffff}';

/** The position of a row with these values of the sort fields: at most one time, which comes first, and texts. */
export function positionOf(sort: readonly FieldValue[], id: string): Position {
  const [first, ...rest] = sort;
  if (first === undefined) return { atMs: 0, id };
  if (typeof first === 'string') return { atMs: 0, text: textOf(sort), id };
  return rest.length === 0 ? { atMs: first, id } : { atMs: first, text: textOf(rest), id };
}

/** One text that sorts as these one after the other. None has the character between them, which is below all others. */
function textOf(values: readonly FieldValue[]): string {
  return values.join('\0');
}

/** The position below all rows with this place, or above them, in a list with this many sort fields. Of a whole place, which includes the id, it is that of its row. */
export function boundOf(place: Place, sortFields: number, side: 'lowest' | 'highest'): Position {
  const [sort, id] = [place.slice(0, sortFields), place[sortFields]];
  const end = side === 'lowest' ? '' : highest;
  const isPartial = side === 'highest' && sort.length < sortFields;
  return positionOf(isPartial ? [...sort, end] : sort, id === undefined ? end : String(id));
}
