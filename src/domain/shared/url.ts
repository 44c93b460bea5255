/**
 * Parses a URL with the parser that every JavaScript runtime has. Null if the text is not a URL.
 * Do not use `URL.canParse`: in Node 20 and 22, after some thousand calls, it returns false for texts with Latin-1
 * letters such as ü.
 */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
