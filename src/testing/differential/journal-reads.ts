// The reads of the journal: what to ask, and what a scan answers.

import type { CommandEntry, JournalEntry } from '../../domain/journal/journal-entry.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { JournalPageKey } from '../../ports/storage.js';
import { descending, type OrderedList, ordered, pageOf, pages } from './paging.js';
import { every, type ReadTables } from './read-spec.js';
import { one, values } from './scan.js';
import { organizationIds } from './values.js';
import type { World } from './world.js';

export const journalReads: ReadTables['journal'] = {
  findById: {
    questions: ({ journal }, before) =>
      [...new Set([...journal, ...before.journal].map(({ value }) => value.id))].map((id) => [id]),
    answer: ({ journal }, id) => one(journal, (entry) => entry.id === id)?.value ?? null,
  },
  listByOrganization: {
    questions: pages(every(organizationIds), entriesOf),
    answer: (world, organizationId, page) => pageOf(entriesOf(world, organizationId), page),
  },
};

function entriesOf(
  { journal }: World,
  id: OrganizationId,
): OrderedList<JournalEntry, JournalPageKey> {
  const commands = values(journal, () => true).filter(isCommand);
  return ordered<JournalEntry, JournalPageKey>(
    commands.filter(({ auditOrganizationIds }) => auditOrganizationIds.includes(id)),
    (entry) => ({ at: entry.at, id: entry.id }),
    (a, b) => b.at.getTime() - a.at.getTime() || descending(a.id, b.id),
  );
}

function isCommand(entry: JournalEntry): entry is CommandEntry {
  return entry.kind === 'command';
}
