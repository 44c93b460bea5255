// Finds and describes the first difference of two answers.

/** The value as JSON has it, so undefined fields are absent; null for undefined. */
export function toPlainJson(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** The first difference in words, or null. `same` compares values that are neither lists nor objects. */
export function findDifferenceText(
  expected: unknown,
  found: unknown,
  isSame: (expected: unknown, found: unknown) => boolean = Object.is,
  at = 'the answer',
): string | null {
  if (Array.isArray(expected) && Array.isArray(found)) {
    return findFieldDifferenceText({ ...expected }, { ...found }, isSame, at);
  }
  if (isRecord(expected) && isRecord(found))
    return findFieldDifferenceText(expected, found, isSame, at);
  if (isSame(expected, found)) return null;
  return `${at} is ${JSON.stringify(found)} and not ${JSON.stringify(expected)}`;
}

function findFieldDifferenceText(
  expected: UntypedRecord,
  found: UntypedRecord,
  isSame: (expected: unknown, found: unknown) => boolean,
  at: string,
): string | null {
  for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const difference = findDifferenceText(expected[name], found[name], isSame, `${at}.${name}`);
    if (difference !== null) return difference;
  }
  return null;
}

export type UntypedRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is UntypedRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
