// The collection of the journal: its fields and indexes.

import { actions, type CommandEntry } from '../../../domain/journal/journal-entry.js';
import { type CollectionDefinition, defineCollection } from '../collection-definition.js';
import {
  date,
  id,
  insertTimestamp,
  listOf,
  mixedWithIds,
  oneOf,
  optional,
  text,
  withStoredName,
} from '../fields/field.js';
import { operationId } from '../fields/text-fields.js';

/** A journal entry as one row. A fence has none of the optional fields; a command has all of them, but `inputDigest` and `callId` may be absent. */
export interface FlatJournalEntry extends Partial<Omit<CommandEntry, 'kind' | 'id' | 'at'>> {
  readonly kind: 'command' | 'fence';
  readonly id: CommandEntry['id'];
  readonly at: Date;
}

export const journal: CollectionDefinition<FlatJournalEntry> = defineCollection<FlatJournalEntry>({
  collection: 'journal',
  model: 'JournalEntry',
  fields: {
    id: withStoredName('_id', operationId),
    kind: oneOf(['command', 'fence']),
    at: date,
    actor: optional(mixedWithIds('object')),
    action: optional(oneOf(actions)),
    subject: optional(mixedWithIds('object')),
    auditOrganizationIds: optional(withStoredName('organizations', listOf(id('Organization')))),
    events: optional(mixedWithIds('array')),
    inputDigest: optional(text()),
    callId: optional(operationId),
    replayIds: optional(mixedWithIds('object')),
  },
  // The order in which the server received the entries, whatever the clocks of the services say. An entry may become
  // visible after a later one, by at most the time that a transaction may take (decision 0032). Entries are never updated.
  derived: { insertedAt: { field: optional(insertTimestamp), of: () => null } },
  indexes: [
    { name: 'journal.by_organization', key: { organizations: 1, at: 1, _id: 1 } }, // JOURNAL-4
    { name: 'journal.by_time', key: { at: 1, _id: 1 } },
  ],
});
