import type { Slug } from '../../domain/slug/slug.js';
import type { SlugReads } from '../../ports/storage.js';
import type { CallRunner } from './port-call.js';
import type { MemoryTables } from './tables.js';

export function createSlugReads(tables: MemoryTables, call: CallRunner): SlugReads {
  const { slugs } = tables;
  return {
    listTaken: (asked) => call(() => listTakenSlugs(tables, asked)),

    listAllByOrganization: (organizationId) =>
      call(() => [...slugs.rowsAt(slugs.byOrganization.ascending(organizationId))]),
  };
}

export function listTakenSlugs({ slugs }: MemoryTables, asked: readonly Slug[]): readonly Slug[] {
  return asked.filter((slug) => slugs.find(slug) !== null);
}
