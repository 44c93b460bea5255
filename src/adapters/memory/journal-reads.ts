import type { JournalReads } from '../../ports/storage.js';
import type { Call } from './call.js';
import { mapped, sliceOf } from './slice.js';
import type { Tables } from './tables.js';

export function journalReads({ journal }: Tables, call: Call): JournalReads {
  return {
    find: (id) => call(() => journal.find(id)?.value ?? null),

    listByOrganization: (organizationId, keyset) =>
      call(() => {
        const { after } = keyset;
        const before = after === null ? null : { at: after.at.getTime(), id: after.id };
        const entries = journal.from(
          /* JOURNAL-3 */ journal.byOrganization.descending(organizationId, before),
        );
        return sliceOf(
          mapped(entries, ({ value }) => value),
          keyset,
          ({ at, id }) => ({ at, id }),
        );
      }),
  };
}
