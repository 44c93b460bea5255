import type { JournalEntry } from '../../../domain/journal/entry.js';
import type { JournalReads } from '../../../ports/storage.js';
import { type EntryFields, tables } from '../collections.js';
import { objectId, plainText, type Row } from '../fields.js';
import type { Reader } from '../reader.js';
import { corrupt, fromRow } from '../tables.js';
import { sliceOf } from './slices.js';

export function journalReads({ findOne, find }: Reader): JournalReads {
  return {
    async find(id) {
      const row = await findOne('journal', { _id: plainText(id) });
      return row === null ? null : entryFrom(row);
    },
    async listByOrganization(organizationId, keyset) {
      const { after, skip, limit } = keyset;
      const organizations = objectId(organizationId);
      // Two branches, each a stretch of the index, so that entries of one moment are not all read again.
      const filter =
        after === null
          ? { organizations }
          : {
              $or: [
                { organizations, at: { $lt: after.at } },
                { organizations, at: after.at, _id: { $lt: plainText(after.id) } },
              ],
            };
      const rows = await find('journal', filter, {
        sort: { at: -1, _id: -1 },
        skip,
        limit: limit + 1,
        hint: 'journal.by_organization',
      });
      return sliceOf(rows, keyset, entryFrom, ({ at, id }) => ({ at, id }));
    },
  };
}

function entryFrom(row: Row): JournalEntry {
  const { kind, id, at, ...rest } = fromRow(tables.journal, row);
  return kind === 'fence' ? { kind, id, at } : { kind, id, at, ...commandOf(rest, row) };
}

type Parts = Omit<EntryFields, 'kind' | 'id' | 'at'>;
type OfCommand = Required<Omit<Parts, 'inputDigest'>> & Pick<Parts, 'inputDigest'>;

function commandOf(parts: Parts, row: Row): OfCommand {
  const { actor, action, subject, organizations, facts, answer, ...rest } = parts;
  if (!actor || !action || !subject || !organizations || !facts || !answer) {
    throw corrupt('journal', row, 'kind');
  }
  return { actor, action, subject, organizations, facts, answer, ...rest };
}
