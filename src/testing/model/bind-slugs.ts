// Binds the random slugs of personal organizations, which no answer may show: reads them from a storage.

import { parseOrganizationId } from '../../domain/shared/ids.js';
import type { Storage } from '../../ports/storage.js';
import type { NameMapping } from './name-mapping.js';
import type { ReferenceModel } from './reference/index.js';

/** Binds each slug with a random end to the one that its organization has. */
export async function bindNewSlugs(
  model: ReferenceModel,
  names: NameMapping,
  { slugs }: Storage,
): Promise<void> {
  for (const [slug, organization] of model.slugs) {
    const id = parseOrganizationId(names.realOf(organization));
    if (id === null || !slug.includes('~') || names.isBound(slug)) continue;
    const rows = await slugs.listAllByOrganization(id);
    rows.some(({ value }) => names.matchOrBind(slug, value.slug));
  }
}
