// Which rows a command will take, as far as the same actor's earlier commands show it. Only a command that the rules allowed
// has taken rows, so nobody can stand in a line by naming the rows of others.

import type { Action } from '../../domain/journal/journal-entry.js';
import type { RateLimiter } from '../../ports/rate-limiter.js';
import type { GuardLines } from './guard-lines.js';

/** The lines, and what is known of who will stand in them. */
export interface CommandLines {
  readonly lines: GuardLines;
  readonly expectations: RowExpectations;
  /** Counts the changes of each actor, in this process. */
  readonly rate: RateLimiter;
}

/** One command, as its expectations need it. */
export interface ExpectedCommand {
  readonly action: Action;
  /** The identity of the actor, from `actorIdentity`. */
  readonly actor: string;
  /** Some of its fields are ids of rows. */
  readonly input: object;
}

export interface RowExpectations {
  /** Notes the rows that the command takes. */
  note(command: ExpectedCommand, ids: readonly string[]): void;
  /** The rows that the command names and that its actor has taken before with this action. */
  rowsOf(command: ExpectedCommand): readonly string[];
  /** Forgets them, because the command was refused. */
  forget(command: ExpectedCommand): void;
}

/** `capacity` is how many pairs of a command and a row are remembered, the latest ones. */
export function createRowExpectations(capacity = 10_000): RowExpectations {
  const taken = new Set<string>();
  const keyOf = ({ action, actor }: ExpectedCommand, id: string) => `${action} ${actor} ${id}`;
  return {
    note(command, ids) {
      for (const id of namedIds(command).filter((named) => ids.includes(named))) {
        const key = keyOf(command, id);
        taken.delete(key);
        taken.add(key);
      }
      for (const oldest of taken) {
        if (taken.size <= capacity) break;
        taken.delete(oldest);
      }
    },
    rowsOf: (command) => namedIds(command).filter((id) => taken.has(keyOf(command, id))),
    forget(command) {
      for (const id of namedIds(command)) taken.delete(keyOf(command, id));
    },
  };
}

/** Longer than any id of a row. */
const maxIdLength = 128;

function namedIds({ input }: ExpectedCommand): readonly string[] {
  return Object.values(input).filter(
    (value) => typeof value === 'string' && value.length <= maxIdLength,
  );
}
