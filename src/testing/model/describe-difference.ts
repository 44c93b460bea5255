// Finds and describes the first difference of two answers.

/** The value as JSON has it, so undefined fields are absent; null for undefined. */
export function toPlainJson(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** The first difference in words, or null. `same` compares values that are neither lists nor objects. */
export function describeDifference(
  expected: unknown,
  found: unknown,
  same: (expected: unknown, found: unknown) => boolean = Object.is,
  at = 'the answer',
): string | null {
  if (Array.isArray(expected) && Array.isArray(found)) {
    return describeFieldDifference({ ...expected }, { ...found }, same, at);
  }
  if (isRecord(expected) && isRecord(found))
    return describeFieldDifference(expected, found, same, at);
  if (same(expected, found)) return null;
  return `${at} is ${JSON.stringify(found)} and not ${JSON.stringify(expected)}`;
}

function describeFieldDifference(
  expected: UntypedRecord,
  found: UntypedRecord,
  same: (expected: unknown, found: unknown) => boolean,
  at: string,
): string | null {
  for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const difference = describeDifference(expected[name], found[name], same, `${at}.${name}`);
    if (difference !== null) return difference;
  }
  return null;
}

export type UntypedRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is UntypedRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
