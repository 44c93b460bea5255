// Keysets: what comes after a place, in terms of single fields.

/** The places with these values of some fields, and a greater value than `after` of the next field. */
export interface KeysetRange<V> {
  readonly equal: Readonly<Record<string, V>>;
  readonly field: string;
  readonly after: V;
}

/**
 * The places after this one in the order of these fields, as ranges that do not overlap, in this order: for each field, its
 * greater values where all fields before it are the same. For a database that cannot compare several values at once.
 */
export function keysetRanges<V>(
  fields: readonly string[],
  place: readonly V[],
): readonly KeysetRange<V>[] {
  return place
    .flatMap((after, index) => {
      const field = fields[index];
      if (field === undefined) return [];
      const before = place.slice(0, index).map((value, at) => [fields[at], value]);
      return [{ equal: Object.fromEntries(before), field, after }];
    })
    .toReversed();
}
