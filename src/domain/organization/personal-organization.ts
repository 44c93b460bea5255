// A user's personal organization: its name, and its owner, whose membership it keeps.

import { type DisplayName, displayNameOrThrow } from '../shared/display-name.js';
import type { User } from '../user/user.js';
import type { Membership } from './membership.js';
import type { Organization } from './organization.js';

/** The user's name. `Personal` without one: the address is not for everybody who sees the organization. */
export function personalOrganizationName({ name }: Pick<User, 'name'>): DisplayName {
  return /* ORG-16 */ name ?? displayNameOrThrow(/* ORG-17 */ 'Personal');
}

/** Whether this is the membership of the owner of a personal organization. The owner cannot leave it, be removed, or lose the admin role. */
export function isOwnerOfPersonalOrganization(
  { userId }: Pick<Membership, 'userId'>,
  { personalOf }: Pick<Organization, 'personalOf'>,
): boolean {
  return /* ORG-36 */ personalOf === userId;
}
