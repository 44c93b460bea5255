import type { SlugReads } from '../../../ports/storage.js';
import { tables } from '../collections.js';
import { objectId, plainText } from '../fields.js';
import type { Reader } from '../reader.js';
import { versionedFrom } from '../tables.js';
import { allRows, firstRows } from './slices.js';

export function slugReads(reader: Reader): SlugReads {
  return {
    async taken(slugs) {
      if (slugs.length === 0) return [];
      const filter = { _id: { $in: slugs.map(plainText) } };
      const rows = await firstRows(reader, 'slugs', filter, { limit: slugs.length, hint: '_id_' });
      const found = new Set(rows.map(({ _id }) => _id));
      return slugs.filter((slug) => found.has(slug));
    },
    async ofOrganization(organizationId) {
      const filter = { organizationId: objectId(organizationId) };
      const rows = await allRows(reader, 'slugs', filter, 'slugs.by_organization');
      return rows.map((row) => versionedFrom(tables.slugs, row));
    },
  };
}
