// The collection of slugs: its fields and indexes.

import type { SlugRecord } from '../../../domain/slug/slug.js';
import { type CollectionDefinition, defineCollection } from '../collection-definition.js';
import { date, id, oneOf, withStoredName } from '../fields/field.js';
import { slug } from '../fields/text-fields.js';

export const slugs: CollectionDefinition<SlugRecord> = defineCollection<SlugRecord>({
  collection: 'slugs',
  model: 'Slug',
  fields: {
    slug: withStoredName('_id', slug), // SLUG-15
    organizationId: id('Organization'),
    state: oneOf(['current', 'former']),
    since: date,
  },
  indexes: [{ name: 'slugs.by_organization', key: { organizationId: 1, _id: 1 } }],
});
