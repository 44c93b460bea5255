import type { Change } from '../../ports/storage.js';
import type { Tools } from './clause.js';
import { same, type Verdict, verdictOf } from './expectations.js';

/** A change, and how its commit must end. */
export type Judged = readonly [what: string, change: Change, verdict: Verdict];

/** Commits one change after the other. */
export async function oneByOne({ write }: Tools, cases: readonly Judged[]): Promise<void> {
  for (const [what, change, verdict] of cases) {
    same(await verdictOf(write([change])), verdict, what);
  }
}
