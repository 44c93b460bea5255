// Loads the slugs of an organization before it takes another one.

import type { OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import { slugTakenRefusal } from '../../domain/slug/plan-slug-change.js';
import type { Slug, SlugRecord } from '../../domain/slug/slug.js';
import type { Storage } from '../../ports/storage.js';

export type SlugRefusalCode = 'slug_invalid' | 'slug_reserved' | 'slug_taken';

/** The current and former slugs of an organization. Refused: `slug_taken` if `slug` belongs to another organization. One wave. */
export async function loadOwnSlugsUnlessTaken(
  storage: Storage,
  organizationId: OrganizationId,
  slug: Slug,
): Promise<Result<readonly Versioned<SlugRecord>[], RefusalOf<'slug_taken'>>> {
  const [own, taken] = await Promise.all([
    storage.slugs.listAllByOrganization(organizationId),
    storage.slugs.listTaken([slug]),
  ]);
  const records = own.map(({ value }) => value);
  const refusal = slugTakenRefusal(slug, records, taken.length > 0);
  return refusal === null ? ok(own) : refuse(refusal);
}
