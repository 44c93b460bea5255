// Records every commit of a storage, in order.

import type { JournalEntry } from '../../../../src/domain/journal/journal-entry.js';
import type { Operation, Storage } from '../../../../src/ports/storage.js';
import { interceptStorage } from '../../../../src/testing/doubles/index.js';
import { applyChanges, type ExpectedRows, emptyRows } from './expected-rows.js';

/** A commit, and all rows before and after it. */
export interface LoggedCommit {
  readonly entry: JournalEntry;
  readonly changes: Operation['changes'];
  readonly before: ExpectedRows;
  readonly after: ExpectedRows;
}

export interface CommitLog {
  /** The recording storage, to be used in place of the real one. */
  readonly storage: Storage;
  rows(): ExpectedRows;
  /** Returns the commits since the last call. */
  takeCommits(): readonly LoggedCommit[];
}

export function createCommitLog(storage: Storage): CommitLog {
  const writtenOperations: Operation[] = [];
  let rows = emptyRows;
  return {
    storage: interceptStorage(storage, async (call, proceed) => {
      const answer = await proceed();
      if (call.port === 'storage' && call.method === 'commit') writtenOperations.push(call.args[0]);
      return answer;
    }),
    rows: () => rows,
    takeCommits() {
      const commits = orderCommits(rows, writtenOperations.splice(0));
      rows = commits.at(-1)?.after ?? rows;
      return commits;
    },
  };
}

/** Concurrent commits may be answered in another order than they ran; their versions show the real order. */
function orderCommits(rows: ExpectedRows, landed: readonly Operation[]): readonly LoggedCommit[] {
  const left = [...landed];
  const commits: LoggedCommit[] = [];
  let before = rows;
  while (left.length > 0) {
    const commit = takeFirstApplicable(before, left);
    if (commit === null) {
      const actions = left.map(({ journal }) => ('action' in journal ? journal.action : 'fence'));
      throw new Error(`7: commits have overwritten each other: ${actions.join(', ')}`);
    }
    commits.push(commit);
    before = commit.after;
  }
  return commits;
}

function takeFirstApplicable(before: ExpectedRows, left: Operation[]): LoggedCommit | null {
  for (const [index, { journal: entry, changes }] of left.entries()) {
    const after = applyChanges(before, changes);
    if (after === null) continue;
    left.splice(index, 1);
    return { entry, changes, before, after };
  }
  return null;
}
