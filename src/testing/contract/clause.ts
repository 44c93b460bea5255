// A clause is data: an id, a sentence that every storage must keep, and its check.

import fc from 'fast-check';
import type { CommandEntry, JournalEntry } from '../../domain/journal/journal-entry.js';
import type { OutboxMessage } from '../../domain/journal/outbox-message.js';
import type { Change, Operation, Storage } from '../../ports/storage.js';
import { commandEntry } from './fixtures.js';

/** One thing that every storage must do, with its check. */
export interface Clause {
  /** Its group and its number in the group, such as `VERSION-2`. An id never changes its meaning. */
  readonly id: string;
  /** What the storage must do, as in `docs/contract.md`. */
  readonly statement: string;
  /** Rejects if the storage does not keep the clause. */
  readonly check: (runner: CheckRunner) => Promise<void>;
}

/** Clauses about one subject, in the order of their numbers. */
export interface ClauseGroup {
  readonly name: string;
  readonly summary: string;
  readonly clauses: readonly Clause[];
}

/** Gives a clause its storages, one at a time. */
export interface CheckRunner {
  /** Opens an empty storage, runs the check on it, and releases it. */
  runCheck(check: ClauseCheck): Promise<void>;
  /** Does this, and then the same where every question was asked before, and every row was another row before. */
  runCheckInBothWays(check: ClauseCheck): Promise<void>;
  /** How often each property runs; fast-check's default if absent. */
  readonly numRuns?: number;
  /** Which reads, such as `users.findById`, a clause about all reads asks; every read if absent. */
  readonly isAsked?: (read: string) => boolean;
}

/** Checks an empty storage. Resolves if it keeps the clause; rejects with what it did instead. */
export type ClauseCheck = (storage: Storage, writer: TestWriter) => Promise<void>;

/** What a commit has besides its changes. */
export interface CommitExtras {
  readonly journal?: JournalEntry;
  readonly messages?: readonly OutboxMessage[];
}

/** Writes to the storage under test. Every commit gets its own id and copies of the rows, so no storage can change a fixture. */
export interface TestWriter {
  /** A journal entry with a new id. */
  entry(overrides?: Partial<CommandEntry>): CommandEntry;
  /** An operation with a new entry and no messages, unless `rest` gives them. */
  operation(changes: readonly Change[], rest?: CommitExtras): Operation;
  /** Commits such an operation. */
  write(changes: readonly Change[], rest?: CommitExtras): Promise<void>;
}

export function createTestWriter(storage: Storage): TestWriter {
  let last = 0;
  const nextEntry = (overrides?: Partial<CommandEntry>) => {
    last += 1;
    return commandEntry(last, overrides);
  };
  const operation = (changes: readonly Change[], rest: CommitExtras = {}) =>
    structuredClone({
      changes,
      journal: rest.journal ?? nextEntry(),
      messages: rest.messages ?? [],
    });
  return {
    entry: nextEntry,
    operation,
    write: (changes, rest) => storage.commit(operation(changes, rest)),
  };
}

export function clause(id: string, statement: string, check: ClauseCheck): Clause {
  return { id, statement, check: (runner) => runner.runCheckInBothWays(check) };
}

/** A clause that is checked only as it is written: it looks at the order of violations, or its calls run at the same time. */
export function clauseWithoutPasts(id: string, statement: string, check: ClauseCheck): Clause {
  return { id, statement, check: (runner) => runner.runCheck(check) };
}

/** More of them would take long, and find nothing else. */
const maxRunsWithPasts = 8;

/** A clause that must hold for every generated value; each run has an empty storage. */
export function propertyClause<T>(
  id: string,
  statement: string,
  values: fc.Arbitrary<T>,
  check: (storage: Storage, value: T, writer: TestWriter) => Promise<void>,
): Clause {
  const checkOf =
    (value: T): ClauseCheck =>
    (storage, writer) =>
      check(storage, value, writer);
  return {
    id,
    statement,
    async check({ numRuns = defaultRuns(), runCheck, runCheckInBothWays }) {
      const asWritten = fc.asyncProperty(values, (value) => runCheck(checkOf(value)));
      await fc.assert(asWritten, { numRuns });
      const bothWays = fc.asyncProperty(values, (value) => runCheckInBothWays(checkOf(value)));
      // A failure may come from the row before, which does not shrink with the value.
      const runs = Math.min(maxRunsWithPasts, numRuns);
      await fc.assert(bothWays, { numRuns: runs, endOnFailure: true });
    },
  };
}

/** A share of the worlds or pairs that a clause always checks in the same order; all of them if nobody asks for fewer runs. */
export function shareOf<T>(all: readonly T[], { numRuns = usualRuns }: CheckRunner): readonly T[] {
  return all.slice(0, Math.ceil((all.length * Math.min(numRuns, usualRuns)) / usualRuns));
}

const usualRuns = 75;

function defaultRuns(): number {
  return fc.readConfigureGlobal().numRuns ?? 100;
}
