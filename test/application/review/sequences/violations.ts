/** The violations of an invariant as texts; empty if it holds. */
export type Violations = readonly string[];

/** The texts whose condition is true. */
export function violationsWhere(
  ...found: readonly (readonly [isSo: boolean, words: string])[]
): Violations {
  return found.flatMap(([isSo, words]) => (isSo ? [words] : []));
}
