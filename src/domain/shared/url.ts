/**
 * Reads a URL with the parser that every runtime of the core has; null where the text is none.
 * Never `URL.canParse`: in Node 20 and 22, once it has been called some thousand times, it says no to Latin-1
 * letters such as ü.
 */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
