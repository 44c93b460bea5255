import type { Profile } from '../../domain/organization/organization.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result } from '../../domain/shared/result.js';
import { parseWebAddress } from '../../domain/shared/web-address.js';

/** What an organization says of itself, all of it optional. */
export interface ProfileInput {
  /** https or http, a public host, no credentials. */
  readonly website?: string | undefined;
  /** At most 2,000 characters. */
  readonly description?: string | undefined;
  /** Address of an image; as `website`. */
  readonly logo?: string | undefined;
}

export type ReadProfile = Omit<Profile, 'contactEmail'>;

export function readProfile(input: ProfileInput): Result<ReadProfile, RefusalOf<'invalid_input'>> {
  const website = readAddress(input.website, 'website');
  if (!website.ok) return website;
  const logo = readAddress(input.logo, 'logo');
  if (!logo.ok) return logo;
  return ok({
    ...(website.value === undefined ? {} : { website: website.value }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(logo.value === undefined ? {} : { logo: logo.value }),
  });
}

function readAddress(
  text: string | undefined,
  field: string,
): Result<string | undefined, RefusalOf<'invalid_input'>> {
  return text === undefined ? ok(undefined) : parseWebAddress(text, [field]);
}
