// Which rows a command will take, as far as the last command with the same action shows it.

import type { Action } from '../../domain/journal/journal-entry.js';
import type { GuardLines } from './guard-lines.js';

/** The lines, and what is known of who will stand in them. */
export interface CommandLines {
  readonly lines: GuardLines;
  readonly expectations: RowExpectations;
}

/** Which fields of a command's input are ids of rows that it takes. Learned from the last command with this action. */
export interface RowExpectations {
  note(action: Action, input: object, ids: readonly string[]): void;
  rowsOf(action: Action, input: object): readonly string[];
}

export function createRowExpectations(): RowExpectations {
  const fieldsByAction = new Map<Action, readonly string[]>();
  return {
    note(action, input, ids) {
      const fields = Object.entries(input).filter(([, value]) => ids.includes(value));
      fieldsByAction.set(
        action,
        fields.map(([name]) => name),
      );
    },
    rowsOf(action, input) {
      const fields = fieldsByAction.get(action) ?? [];
      return fields
        .map((name): unknown => Reflect.get(input, name))
        .filter((value) => typeof value === 'string');
    },
  };
}
