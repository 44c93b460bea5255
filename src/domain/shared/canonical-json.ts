// Canonical JSON (RFC 8785): the same text for the same data, whatever the order of its keys.

/**
 * Plain data (no `undefined` but as a field that is left out, no cycles) with keys in the order of their UTF-16 units and no white space. Numbers
 * and text are as `JSON.stringify` writes them, which is what the RFC asks for.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    return JSON.stringify(value) ?? 'null';
  }
  const fields = Object.entries(value)
    .filter(/* REV-3 */ ([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1)) // REV-4
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
