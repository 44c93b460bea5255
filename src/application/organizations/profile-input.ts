// The input fields of a profile, and how they are parsed.

import type { Profile } from '../../domain/organization/organization.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result } from '../../domain/shared/result.js';
import { parseWebAddress } from '../../domain/shared/url.js';

/** The profile of an organization. Every field is optional. */
export interface ProfileInput {
  /** An https or http address with a public host and without credentials. */
  readonly website?: string | undefined;
  /** At most 2,000 characters. */
  readonly description?: string | undefined;
  /** The address of an image, with the same rules as `website`. */
  readonly logo?: string | undefined;
}

export type ParsedProfileFields = Omit<Profile, 'contactEmail'>;

export function parseProfileFields(
  input: ProfileInput,
): Result<ParsedProfileFields, RefusalOf<'invalid_input'>> {
  const website = parseOptionalWebAddress(input.website, 'website');
  if (!website.ok) return website;
  const logo = parseOptionalWebAddress(input.logo, 'logo');
  if (!logo.ok) return logo;
  return ok({
    ...(website.value === undefined ? {} : { website: website.value }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(logo.value === undefined ? {} : { logo: logo.value }),
  });
}

function parseOptionalWebAddress(
  text: string | undefined,
  field: string,
): Result<string | undefined, RefusalOf<'invalid_input'>> {
  return text === undefined ? ok(undefined) : parseWebAddress(text, [field]);
}
