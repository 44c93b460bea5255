import type { Answer } from '../answer.js';
import type { RowView } from '../engine.js';

/** Answers a question about the rows of the storage. */
export type ReadRunner = <T>(question: (view: RowView) => Answer<T>) => Promise<T>;
