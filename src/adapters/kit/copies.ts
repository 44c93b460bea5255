// Copies of plain data. A storage keeps none of the objects that it is given, and returns none that it keeps.

/**
 * A copy of plain data that shares nothing with the original, as a database would return it. Dates are copied too, because
 * they cannot be frozen; a field that is undefined is left out.
 */
export function deepCopy<T>(value: T): T {
  return copyWithDates(value, (date) => new Date(date));
}

/** A copy to be stored. All its dates of one moment are one object, because a date takes as much memory as a small row. */
export function compactCopy<T>(value: T): T {
  const dates = new Map<number, Date>();
  return copyWithDates(value, (date) => {
    const copy = dates.get(date.getTime()) ?? new Date(date);
    dates.set(date.getTime(), copy);
    return copy;
  });
}

type CopyDate = (date: Date) => Date;

function copyWithDates<T>(value: T, copyDate: CopyDate): T;
function copyWithDates(value: unknown, copyDate: CopyDate): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return copyDate(value);
  return Array.isArray(value)
    ? value.map((item) => copyWithDates(item, copyDate))
    : copyFields(value, copyDate);
}

/** Starts with a shallow copy, so that a field named `__proto__` stays a field. */
function copyFields(record: object, copyDate: CopyDate): object {
  const copy: Record<string, unknown> = { ...record };
  for (const name of Object.keys(copy)) {
    const field = copy[name];
    if (field === undefined) delete copy[name];
    else if (typeof field === 'object') copy[name] = copyWithDates(field, copyDate);
  }
  return copy;
}
