import type { SlugReads } from '../../../ports/storage.js';
import { versionedFromRow } from '../collection-definition.js';
import { collections } from '../collections.js';
import { requireString, toObjectId } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import { findAllRows, findFirstRows } from './row-pages.js';

export function slugReads(reader: RowReader): SlugReads {
  return {
    async listTaken(slugs) {
      if (slugs.length === 0) return [];
      const filter = { _id: { $in: slugs.map(requireString) } };
      const rows = await findFirstRows(reader, 'slugs', filter, {
        limit: slugs.length,
        hint: '_id_',
      });
      const found = new Set(rows.map(({ _id }) => _id));
      return slugs.filter((slug) => found.has(slug));
    },
    async listAllByOrganization(organizationId) {
      const filter = { organizationId: toObjectId(organizationId) };
      const rows = await findAllRows(reader, 'slugs', filter, {
        hint: 'slugs.by_organization',
      });
      return rows.map((row) => versionedFromRow(collections.slugs, row));
    },
  };
}
