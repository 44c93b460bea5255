import type { Brand } from '../shared/brand.js';
import type { OrganizationId } from '../shared/ids.js';
import type { Path, RefusalOf, SlugFault } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';

/** What an organization is called in a URL: 1 to 39 characters of `^[a-z0-9](?:-?[a-z0-9])*$`, not all digits. Field: GitHub, Sentry. */
export type Slug = Brand<string, 'Slug'>;

/** A slug that is taken. Current and former ones share one space, so none means two organizations. */
export interface SlugRecord {
  readonly slug: Slug;
  readonly organizationId: OrganizationId;
  readonly state: 'current' | 'former';
  readonly since: Date;
}

export const maxSlugLength = 39;
const form = /* SLUG-4 */ /^[a-z0-9](?:-?[a-z0-9])*$/;

/** A slug that somebody asks for is never altered. Refused as `slug_invalid` (with the reason) or `slug_reserved`. */
export function parseSlug(
  text: string,
  reserved: ReadonlySet<string>,
  path: Path,
): Result<Slug, RefusalOf<'slug_invalid' | 'slug_reserved'>> {
  const reason = slugFault(text);
  if (reason !== null) return refuse({ code: 'slug_invalid', path, /* SLUG-18 */ reason });
  if (/* SLUG-19 */ reserved.has(text)) return refuse({ code: 'slug_reserved', path }); // SLUG-17
  return ok(text as Slug);
}

export function slugFault(text: string): SlugFault | null {
  if (text === '') return 'empty';
  if (text.length > maxSlugLength) return 'too_long'; // SLUG-2
  if (!form.test(text)) return 'form'; // SLUG-1
  if (/^[0-9]+$/.test(text)) return 'only_digits'; // SLUG-3
  return null;
}

/** For text that the rules themselves have made: throws where it is no slug. */
export function slugOf(text: string): Slug {
  const reason = slugFault(text);
  if (reason !== null) throw new Error(`"${text}" was made as a slug and is none: ${reason}`);
  return text as Slug;
}
