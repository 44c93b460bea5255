// Slugs: the short names of organizations in URLs, their format, and the rows that reserve them.

import type { Brand } from '../shared/brand.js';
import type { OrganizationId } from '../shared/ids.js';
import type { Path, RefusalOf, SlugFault } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { isReservedSlug } from './reserved-slugs.js';

/** An organization's name in URLs: 1 to 39 characters of `^[a-z0-9](?:-?[a-z0-9])*$`, not all digits and not like an id. As at GitHub and Sentry. */
export type Slug = Brand<string, 'Slug'>;

/** A slug that is taken. Current and former slugs share one namespace, so a slug always leads to one organization. */
export interface SlugRecord {
  readonly slug: Slug;
  readonly organizationId: OrganizationId;
  readonly state: 'current' | 'former';
  readonly since: Date;
}

export const maxSlugLength = 39;
const slugPattern = /* SLUG-4 */ /^[a-z0-9](?:-?[a-z0-9])*$/;

/** An id of this library or a UUID, with or without hyphens. A route that takes an id or a slug could not tell them apart. */
const idPattern = /^(?:[0-9a-f]{24}|[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Parses a slug. It never changes the text. Refused: `slug_invalid` (with the reason), `slug_reserved`. */
export function parseSlug(
  text: string,
  reserved: ReadonlySet<string>,
  path: Path,
): Result<Slug, RefusalOf<'slug_invalid' | 'slug_reserved'>> {
  const reason = slugFault(text);
  if (reason !== null) return refuse({ code: 'slug_invalid', path, /* SLUG-18 */ reason });
  if (isReservedSlug(text, reserved)) return refuse({ code: 'slug_reserved', path });
  return ok(text as Slug);
}

export function slugFault(text: string): SlugFault | null {
  if (text === '') return 'empty';
  if (text.length > maxSlugLength) return 'too_long'; // SLUG-2
  if (!slugPattern.test(text)) return 'form'; // SLUG-1
  if (/^[0-9]+$/.test(text)) return 'only_digits'; // SLUG-3
  if (idPattern.test(text)) return 'like_an_id'; // SLUG-34
  return null;
}

/** The slug that a reader of a URL means. Slugs are in lower case, but people type URLs in any case. Null if there is none. */
export function slugFromUrl(text: string): Slug | null {
  const lower = /* SLUG-35 */ text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return slugFault(lower) === null ? (lower as Slug) : null;
}

/** For text that our own code makes. Throws if it is not a valid slug. */
export function slugOrThrow(text: string): Slug {
  const reason = slugFault(text);
  if (reason !== null) throw new Error(`"${text}" is not a valid slug: ${reason}`);
  return text as Slug;
}
