/** Whether two values of plain data are equal. The order of fields does not count, and an undefined field counts as absent. */
export function isDeepEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [fields, others] = [definedFieldsOf(one), definedFieldsOf(other)];
  return (
    fields.size === others.size &&
    [...fields].every(([name, value]) => others.has(name) && isDeepEqual(value, others.get(name)))
  );
}

function definedFieldsOf(value: object): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(
    Object.entries(value).filter(([, field]: [string, unknown]) => field !== undefined),
  );
}
