// Copies of plain data that share nothing with the original, as a database would hand them out.

/** Dates are copied too, since they cannot be frozen; a field that is undefined is left out, as a database would. */
export function detached<T>(value: T): T;
export function detached(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return new Date(value);
  return Array.isArray(value) ? value.map(detached) : detachedFields(value);
}

/** Begins with a shallow copy, so that a field called `__proto__` stays a field. */
function detachedFields(record: object): object {
  const copy: Record<string, unknown> = { ...record };
  for (const [name, field] of Object.entries(copy)) {
    if (field === undefined) delete copy[name];
    else if (typeof field === 'object') copy[name] = detached(field);
  }
  return copy;
}
