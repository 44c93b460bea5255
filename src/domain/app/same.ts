/** Whether two values of plain data say the same: the order of fields does not count, nor does one that is undefined. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [fields, others] = [fieldsOf(one), fieldsOf(other)];
  return (
    fields.size === others.size &&
    [...fields].every(([name, value]) => others.has(name) && isSame(value, others.get(name)))
  );
}

function fieldsOf(value: object): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(
    Object.entries(value).filter(([, field]: [string, unknown]) => field !== undefined),
  );
}
