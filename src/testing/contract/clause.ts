// Clauses are data: an id for documents and discussions, a sentence that binds, and the check of it.

import fc from 'fast-check';
import type { CommandEntry, JournalEntry } from '../../domain/journal/entry.js';
import type { Message } from '../../domain/journal/message.js';
import type { Change, Operation, Storage } from '../../ports/storage.js';
import { entry } from './specimens.js';

/** One thing that every storage must do, with the check of it. */
export interface Clause {
  /** Its family and its number in it, such as `VERSION-2`; it never means another clause. */
  readonly id: string;
  readonly says: string;
  readonly check: (bench: Bench) => Promise<void>;
}

/** Clauses about one thing, in the order of their numbers. */
export interface Family {
  readonly name: string;
  readonly about: string;
  readonly clauses: readonly Clause[];
}

/** Where a clause gets its storages, one at a time. */
export interface Bench {
  /** Opens an empty storage for this check and ends with it. */
  use(check: Check): Promise<void>;
  /** Runs of each property; fast-check's own number where absent. */
  readonly runs?: number;
}

/** Resolves where the empty storage keeps the clause, and rejects with what it did instead. */
export type Check = (storage: Storage, tools: Tools) => Promise<void>;

/** What a commit holds beside its changes. */
export interface Accompanying {
  readonly journal?: JournalEntry;
  readonly messages?: readonly Message[];
}

/** Commits to the storage under test, each under an id of its own, and made of copies: no storage can spoil the specimens. */
export interface Tools {
  entry(about?: Partial<CommandEntry>): CommandEntry;
  operation(changes: readonly Change[], rest?: Accompanying): Operation;
  write(changes: readonly Change[], rest?: Accompanying): Promise<void>;
}

export function toolsFor(storage: Storage): Tools {
  let last = 0;
  const nextEntry = (about?: Partial<CommandEntry>) => {
    last += 1;
    return entry(last, about);
  };
  const operation = (changes: readonly Change[], rest: Accompanying = {}) =>
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

export function clause(id: string, says: string, check: Check): Clause {
  return { id, says, check: (bench) => bench.use(check) };
}

/** A clause that must hold for every value; each run has an empty storage. */
export function property<T>(
  id: string,
  says: string,
  values: fc.Arbitrary<T>,
  check: (storage: Storage, value: T, tools: Tools) => Promise<void>,
): Clause {
  return {
    id,
    says,
    check: (bench) =>
      fc.assert(
        fc.asyncProperty(values, (value) =>
          bench.use((storage, tools) => check(storage, value, tools)),
        ),
        bench.runs === undefined ? {} : { numRuns: bench.runs },
      ),
  };
}
