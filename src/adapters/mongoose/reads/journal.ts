// The reads of the journal: an entry by id, and the entries of an organization in pages.

import type { JournalEntry } from '../../../domain/journal/journal-entry.js';
import type { JournalReads } from '../../../ports/storage.js';
import { corruptRowError, fromRow } from '../collection-definition.js';
import type { FlatJournalEntry } from '../collections/journal.js';
import { collections } from '../collections.js';
import { type BsonRecord, requireString, toObjectId } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import { pageOptions, toRowPage } from './row-pages.js';

export function journalReads({ findOne, find }: RowReader): JournalReads {
  return {
    async findById(id) {
      const row = await findOne('journal', { _id: requireString(id) });
      return row === null ? null : toJournalEntry(row);
    },
    async listByOrganization(organizationId, pageRequest) {
      const { after } = pageRequest;
      const organizations = toObjectId(organizationId);
      // Two branches, each one range of the index. A single `$lte` range would read all entries of the same time again
      // on every page.
      const filter =
        after === null
          ? { organizations }
          : {
              $or: [
                { organizations, at: { $lt: after.at } },
                { organizations, at: after.at, _id: { $lt: requireString(after.id) } },
              ],
            };
      const rows = await find('journal', filter, {
        sort: { at: -1, _id: -1 }, // JOURNAL-3
        ...pageOptions(pageRequest),
        hint: 'journal.by_organization',
      });
      return toRowPage(rows, pageRequest, toJournalEntry, ({ at, id }) => ({ at, id }));
    },
  };
}

function toJournalEntry(row: BsonRecord): JournalEntry {
  const { kind, id, at, ...rest } = fromRow(collections.journal, row);
  return kind === 'fence' ? { kind, id, at } : { kind, id, at, ...toCompleteCommand(rest, row) };
}

type CommandParts = Omit<FlatJournalEntry, 'kind' | 'id' | 'at'>;
type OptionalParts = 'inputDigest' | 'callId';
type CompleteCommandParts = Required<Omit<CommandParts, OptionalParts>> &
  Pick<CommandParts, OptionalParts>;

function toCompleteCommand(parts: CommandParts, row: BsonRecord): CompleteCommandParts {
  const { actor, action, subject, auditOrganizationIds, events, replayIds, ...rest } = parts;
  if (!actor || !action || !subject || !auditOrganizationIds || !events || !replayIds) {
    throw corruptRowError('journal', row, 'kind');
  }
  return { actor, action, subject, auditOrganizationIds, events, replayIds, ...rest };
}
