// Every commit that a storage has taken, in the order in which it has.

import type { JournalEntry } from '../../../../src/domain/journal/entry.js';
import type { Operation, Storage } from '../../../../src/ports/storage.js';
import { passThrough } from '../../../../src/testing/doubles/index.js';
import { noRows, type Rows, rowsAfter } from './rows.js';

/** A commit, and all rows before and after it. */
export interface Commit {
  readonly entry: JournalEntry;
  readonly changes: Operation['changes'];
  readonly before: Rows;
  readonly after: Rows;
}

export interface Ledger {
  /** What has to be used instead of the storage. */
  readonly storage: Storage;
  rows(): Rows;
  /** The commits since this was last asked. */
  taken(): readonly Commit[];
}

export function ledgerOf(storage: Storage): Ledger {
  const landed: Operation[] = [];
  let rows = noRows;
  return {
    storage: passThrough(storage, async (call, proceed) => {
      const answer = await proceed();
      if (call.port === 'storage' && call.method === 'commit') landed.push(call.args[0]);
      return answer;
    }),
    rows: () => rows,
    taken() {
      const commits = inOrder(rows, landed.splice(0));
      rows = commits.at(-1)?.after ?? rows;
      return commits;
    },
  };
}

/** Answers to commits that ran at once may come in another order than theirs, which the versions tell. */
function inOrder(rows: Rows, landed: readonly Operation[]): readonly Commit[] {
  const left = [...landed];
  const commits: Commit[] = [];
  let before = rows;
  while (left.length > 0) {
    const commit = firstThatFits(before, left);
    if (commit === null) {
      const actions = left.map(({ journal }) => ('action' in journal ? journal.action : 'fence'));
      throw new Error(`7: commits were written over each other: ${actions.join(', ')}`);
    }
    commits.push(commit);
    before = commit.after;
  }
  return commits;
}

function firstThatFits(before: Rows, left: Operation[]): Commit | null {
  for (const [index, { journal: entry, changes }] of left.entries()) {
    const after = rowsAfter(before, changes);
    if (after === null) continue;
    left.splice(index, 1);
    return { entry, changes, before, after };
  }
  return null;
}
