// The steps of an operation, in the order in which violations are reported.

import { metadataFieldNames } from '../../domain/shared/metadata.js';
import { compareText } from '../../domain/shared/text.js';
import type { Change, Operation } from '../../ports/storage.js';
import type { StoredName, StoredRows } from './stored-rows.js';

/** One write of an operation: a change, or the insert of the journal entry or of a message. */
export type OperationStep = Change | InsertOf<'journal'> | InsertOf<'outbox'>;

interface InsertOf<C extends StoredName> {
  readonly kind: 'insert';
  readonly collection: C;
  readonly id: string;
  readonly value: StoredRows[C];
}

/**
 * The steps of an operation: first removals, updates and touches, then inserts with the journal entry and the messages;
 * both by collection and id, compared by code unit. If a storage takes them in this order, the first violation that it
 * meets is the one to report.
 */
export function stepsOf({ changes, journal, messages }: Operation): readonly OperationStep[] {
  const inserts: OperationStep[] = [
    ...changes.filter(({ kind }) => kind === 'insert'),
    { kind: 'insert', collection: 'journal', id: journal.id, value: journal },
    ...messages.map(
      (message): OperationStep => ({
        kind: 'insert',
        collection: 'outbox',
        id: message.id,
        value: message,
      }),
    ),
  ];
  return [
    ...changes.filter(({ kind }) => kind !== 'insert').sort(compareByCollectionAndId),
    ...inserts.sort(compareByCollectionAndId),
  ];
}

interface WrittenRow {
  readonly collection: string;
  readonly id: string;
}

/** The order of the steps of an operation that are of one kind: removals, updates and touches, or inserts. */
export function compareByCollectionAndId(a: WrittenRow, b: WrittenRow): number {
  return compareText(a.collection, b.collection) || compareText(a.id, b.id);
}

/** The value with the metadata of the row that it replaces, for an update with `keepsMetadata`. */
export function withMetadataOf<T extends object>(before: T | undefined, value: T): T {
  const after = { ...value };
  for (const name of metadataFieldNames) {
    const part: unknown = Reflect.get(before ?? {}, name);
    if (part === undefined) Reflect.deleteProperty(after, name);
    else Reflect.set(after, name, part);
  }
  return after;
}
