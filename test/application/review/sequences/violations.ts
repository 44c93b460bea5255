/** What breaks an invariant, in words; nothing where it holds. */
export type Violations = readonly string[];

/** The words of what is so. */
export function those(...found: readonly (readonly [isSo: boolean, words: string])[]): Violations {
  return found.flatMap(([isSo, words]) => (isSo ? [words] : []));
}
