import type { JournalReads } from '../../ports/storage.js';
import type { CallRunner } from './port-call.js';
import { filterMap, takeRowPage } from './row-page.js';
import type { MemoryTables } from './tables.js';

export function createJournalReads({ journal }: MemoryTables, call: CallRunner): JournalReads {
  return {
    findById: (id) => call(() => journal.find(id)?.value ?? null),

    listByOrganization: (organizationId, pageRequest) =>
      call(() => {
        const { after } = pageRequest;
        const before = after === null ? null : { atMs: after.at.getTime(), id: after.id };
        const entries = journal.rowsAt(
          /* JOURNAL-3 */ journal.byOrganization.descending(organizationId, before),
        );
        return takeRowPage(
          filterMap(entries, ({ value }) => value),
          pageRequest,
          ({ at, id }) => ({ at, id }),
        );
      }),
  };
}
