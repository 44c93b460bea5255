// A user's personal organization: its name, and its owner, whose membership it keeps.

import { type DisplayName, parseDisplayName } from '../shared/display-name.js';
import type { HasPublicSuffix } from '../shared/web-address.js';
import { localPartOf } from '../user/email.js';
import type { User } from '../user/user.js';
import type { Membership } from './membership.js';
import type { Organization } from './organization.js';

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

/** Whether this is the membership of the owner of a personal organization. The owner cannot leave it, be removed, or lose the admin role. */
export function isOwnerOfPersonalOrganization(
  { userId }: Pick<Membership, 'userId'>,
  { personalOf }: Pick<Organization, 'personalOf'>,
): boolean {
  return /* ORG-36 */ personalOf === userId;
}
