/**
 * Runs one call of the port: it lets others go first, then looks at (or changes) the tables in one piece, and hands
 * out a copy. Without the wait no two commands would ever interleave, and their races would stay hidden in tests.
 */
export type Call = <T>(body: () => T) => Promise<T>;
