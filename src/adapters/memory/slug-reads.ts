import type { SlugReads } from '../../ports/storage.js';
import type { Call } from './call.js';
import type { Tables } from './tables.js';

export function slugReads({ slugs }: Tables, call: Call): SlugReads {
  return {
    taken: (asked) => call(() => asked.filter((slug) => slugs.find(slug) !== null)),

    ofOrganization: (organizationId) =>
      call(() => [...slugs.from(slugs.byOrganization.ascending(organizationId))]),
  };
}
