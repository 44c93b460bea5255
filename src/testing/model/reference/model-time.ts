// Times in the reference model.

/** Milliseconds since 1970; null if it has not happened. */
export type ModelTimeOrNull = number | null;
