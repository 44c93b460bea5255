import type { Change } from '../../ports/storage.js';
import { assertSame, type CallOutcome, outcomeOfCall } from './assertions.js';
import type { TestWriter } from './clause.js';

/** A change and the outcome that its commit must have. */
export type CommitCase = readonly [what: string, change: Change, outcome: CallOutcome];

/** Commits one change after the other, and checks each outcome. */
export async function assertCommitCases(
  { write }: TestWriter,
  cases: readonly CommitCase[],
): Promise<void> {
  for (const [what, change, outcome] of cases) {
    assertSame(await outcomeOfCall(write([change])), outcome, what);
  }
}
