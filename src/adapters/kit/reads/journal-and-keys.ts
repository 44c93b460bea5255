// The reads of the journal and of API keys.

import type { ApiKeyAccess, JournalReads } from '../../../ports/storage.js';
import { andThen } from '../answer.js';
import { ownerKeyOf } from '../description/platform.js';
import { takeRowPage } from '../row-page.js';
import { find, listOf } from '../rows.js';
import { filterMap, walkScan } from '../walk.js';
import { listReads, type ReadRunner } from './read-runner.js';

export function createJournalReads(read: ReadRunner): JournalReads {
  return {
    findById: (id) =>
      read((view) => andThen(find(view, 'journal', id), (row) => row?.value ?? null)),

    listByOrganization: (organizationId, pageRequest) =>
      read((view) => {
        const { after } = pageRequest;
        const entries = listOf('journal', 'byOrganization', [organizationId], {
          ...(after === null ? {} : { after: [after.at.getTime(), after.id] }),
          isDescending: true, // JOURNAL-3
        });
        return takeRowPage(
          filterMap(walkScan(view, entries), ({ value }) => value),
          pageRequest,
          ({ at, id }) => ({ at, id }),
        );
      }),
  };
}

export function createApiKeyReads(read: ReadRunner): Omit<ApiKeyAccess, 'recordUse'> {
  return {
    findById: (id) => read((view) => find(view, 'apikeys', id)),

    listByOwner: (owner, limit) =>
      listReads(read).first(listOf('apikeys', 'byOwner', [ownerKeyOf(owner)]), limit),
  };
}
