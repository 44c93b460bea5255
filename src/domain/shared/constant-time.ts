/** Whether two hex texts are the same, in a time that does not tell where they differ. Only their lengths may show. */
export function isSameHex(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let at = 0; at < one.length; at += 1) {
    difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  }
  return difference === 0;
}
