// All collections of the storage, those of the journal and the outbox among them.

import { actions, type CommandEntry } from '../../domain/journal/entry.js';
import type { Collections } from '../../ports/storage.js';
import { invitations, memberships, organizations, slugs, users } from './aggregates.js';
import { apikeys } from './api-keys.js';
import { apps } from './apps.js';
import { date, id, listOf, oneOf, optional, plain, stored, text } from './fields.js';
import { type MessageFields, outbox } from './messages.js';
import { submissions } from './submissions.js';
import { type Table, table } from './tables.js';
import { operationId } from './values.js';

/** A journal entry as one row: a fence has none of the optional fields, a command all but the last. */
export interface EntryFields extends Partial<Omit<CommandEntry, 'kind' | 'id' | 'at'>> {
  readonly kind: 'command' | 'fence';
  readonly id: CommandEntry['id'];
  readonly at: Date;
}

type Tables = { readonly [C in keyof Collections]: Table<Collections[C]> } & {
  readonly journal: Table<EntryFields>;
  readonly outbox: Table<MessageFields>;
};
export type TableName = keyof Tables;

const journal: Table<EntryFields> = table<EntryFields>({
  collection: 'journal',
  model: 'JournalEntry',
  fields: {
    id: stored('_id', operationId),
    kind: oneOf(['command', 'fence']),
    at: date,
    actor: optional(plain('object')),
    action: optional(oneOf(actions)),
    subject: optional(plain('object')),
    organizations: optional(listOf(id('Organization'))),
    facts: optional(plain('array')),
    inputDigest: optional(text()),
    answer: optional(plain('object')),
  },
  indexes: [
    { name: 'journal.by_organization', key: { organizations: 1, at: 1, _id: 1 } },
    { name: 'journal.by_time', key: { at: 1, _id: 1 } },
  ],
});

export const tables: Tables = {
  users,
  organizations,
  memberships,
  invitations,
  slugs,
  apps,
  submissions,
  apikeys,
  journal,
  outbox,
};
