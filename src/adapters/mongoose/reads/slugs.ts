import type { SlugReads } from '../../../ports/storage.js';
import { plainText } from '../fields.js';
import type { Reader } from '../reader.js';

export function slugReads({ find }: Reader): SlugReads {
  return {
    async taken(slugs) {
      if (slugs.length === 0) return [];
      const filter = { _id: { $in: slugs.map(plainText) } };
      const rows = await find('slugs', filter, {
        sort: { _id: 1 },
        skip: 0,
        limit: slugs.length,
        hint: '_id_',
      });
      const found = new Set(rows.map(({ _id }) => _id));
      return slugs.filter((slug) => found.has(slug));
    },
  };
}
