// The name of a user's personal organization.

import { type DisplayName, parseDisplayName } from '../shared/display-name.js';
import type { HasPublicSuffix } from '../shared/url.js';
import { localPartOf } from '../user/email.js';
import type { User } from '../user/user.js';

/** The user's name. Without one: the local part of the email address, changed if it is not a valid name (`win.example` is a host). */
export function personalOrganizationName(
  user: Pick<User, 'name' | 'email'>,
  hasPublicSuffix: HasPublicSuffix,
): DisplayName {
  if (user.name !== undefined) return user.name; // ORG-16
  const local = /* ORG-17 */ localPartOf(user.email);
  for (const text of [local, local.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' '), 'Personal']) {
    const name = parseDisplayName(text, hasPublicSuffix, []);
    if (name.ok) return name.value;
  }
  throw new Error('found no name for a personal organization, although "Personal" is a valid name');
}
