/** Undefined if the text is not JSON. The parser's own error message would contain a part of the text. */
export function parseJsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
