import type { SlugReads } from '../../ports/storage.js';
import type { CallRunner } from './port-call.js';
import type { MemoryTables } from './tables.js';

export function createSlugReads({ slugs }: MemoryTables, call: CallRunner): SlugReads {
  return {
    listTaken: (asked) => call(() => asked.filter((slug) => slugs.find(slug) !== null)),

    listAllByOrganization: (organizationId) =>
      call(() => [...slugs.rowsAt(slugs.byOrganization.ascending(organizationId))]),
  };
}
