// The ten kinds of rows that a storage keeps: the eight collections, the journal and the outbox.

import type { JournalEntry } from '../../domain/journal/journal-entry.js';
import type { OutboxMessage } from '../../domain/journal/outbox-message.js';
import type { Collections } from '../../ports/storage.js';

/** The types of all rows that a storage keeps, by collection. Rows of the journal and the outbox have a version too; the port does not show it. */
export interface StoredRows extends Collections {
  readonly journal: JournalEntry;
  readonly outbox: OutboxMessage;
}

/** The name of a collection, or of the journal or the outbox. */
export type StoredName = keyof StoredRows;

/** The names of all kinds of rows that a storage keeps. */
export const storedNames: readonly StoredName[] = [
  'users',
  'organizations',
  'memberships',
  'invitations',
  'slugs',
  'apps',
  'submissions',
  'apikeys',
  'journal',
  'outbox',
];

/** The id of a row: its field `id`, or the slug of a slug record. */
export function idOf(row: StoredRows[StoredName]): string {
  return 'id' in row ? row.id : row.slug;
}
