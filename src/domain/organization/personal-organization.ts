// A user's personal organization: its name, and its owner, whose membership it keeps.

import {
  closestDisplayName,
  type DisplayName,
  displayNameOrThrow,
} from '../shared/display-name.js';
import { localPartOf } from '../user/email.js';
import type { User } from '../user/user.js';
import type { Membership } from './membership.js';
import type { Organization } from './organization.js';

/** The user's name. Without one: the valid name that is closest to the local part of the email address. */
export function personalOrganizationName(user: Pick<User, 'name' | 'email'>): DisplayName {
  if (user.name !== undefined) return user.name; // ORG-16
  const local = /* ORG-17 */ localPartOf(user.email);
  return closestDisplayName(local) ?? displayNameOrThrow('Personal');
}

/** Whether this is the membership of the owner of a personal organization. The owner cannot leave it, be removed, or lose the admin role. */
export function isOwnerOfPersonalOrganization(
  { userId }: Pick<Membership, 'userId'>,
  { personalOf }: Pick<Organization, 'personalOf'>,
): boolean {
  return /* ORG-36 */ personalOf === userId;
}
