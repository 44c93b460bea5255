// Memberships and permissions: who belongs to an organization, and what they may do there.

import type { Caller } from './calls.js';
import {
  type ModelMembership,
  type ModelOrganization,
  type ModelUser,
  type ReferenceModel,
  rowsWhere,
  throwRefusal,
} from './reference-model.js';
import { isWithin, type ModelPermission, type ModelRole, roleAllows } from './roles.js';

export function canSignIn(user: ModelUser | undefined): boolean {
  return user !== undefined && user.deletedAt === null && user.suspendedAt === null;
}

export function isLive(organization: ModelOrganization | undefined): boolean {
  return organization !== undefined && organization.deletedAt === null;
}

export function findActiveMembership(
  model: ReferenceModel,
  organization: string,
  user: string,
): ModelMembership | undefined {
  return listActiveMemberships(model, organization).find((membership) => membership.user === user);
}

export function listActiveMemberships(
  model: ReferenceModel,
  organization: string,
): ModelMembership[] {
  return rowsWhere(
    model.memberships,
    (membership) => membership.organization === organization && membership.leftAt === null,
  );
}

export function listActiveMembershipsOfUser(
  model: ReferenceModel,
  user: string,
): ModelMembership[] {
  return rowsWhere(
    model.memberships,
    (membership) => membership.user === user && membership.leftAt === null,
  );
}

/** The admins who can sign in. */
export function listActiveAdminIds(model: ReferenceModel, organization: string): string[] {
  return listActiveMemberships(model, organization)
    .filter(({ role, user }) => role === 'admin' && canSignIn(model.users.get(user)))
    .map(({ user }) => user);
}

/** Whether no other admin of the organization can sign in. */
export function hasNoOtherActiveAdmin(
  model: ReferenceModel,
  organization: string,
  user: string,
): boolean {
  return listActiveAdminIds(model, organization).every((admin) => admin === user);
}

/** Whether this user can sign in and may invite to the organization, with this role if one is given. */
export function canInvite(
  model: ReferenceModel,
  organization: string,
  user: string,
  role?: ModelRole,
): boolean {
  const membership = findActiveMembership(model, organization, user);
  return (
    membership !== undefined &&
    roleAllows(membership.role, 'invitations:manage') &&
    (role === undefined || isWithin(role, membership.role)) &&
    canSignIn(model.users.get(user))
  );
}

/** Refuses a role that is above that of a caller who is a person. */
export function requireRoleWithinCallers(
  model: ReferenceModel,
  caller: string,
  organization: string,
  role: ModelRole,
): void {
  const own = findActiveMembership(model, organization, caller);
  if (own !== undefined && !isWithin(role, own.role)) throwRefusal('permission_denied');
}

export function findPersonalOrganization(
  model: ReferenceModel,
  user: string,
): ModelOrganization | undefined {
  return rowsWhere(model.organizations, (row) => row.isPersonal && row.createdBy === user)[0];
}

export function isPerson(caller: Caller): boolean {
  return caller !== 'system' && !/^(?:reviewer$|reviewer |key )/.test(caller);
}

export function requirePerson(caller: Caller): string {
  return isPerson(caller) ? caller : throwRefusal('permission_denied');
}

export function requireSystem(caller: Caller): void {
  if (caller !== 'system') throwRefusal('permission_denied');
}

export function requireSelfOrSystem(caller: Caller, userId: string | undefined): string {
  const subject = userId ?? (isPerson(caller) ? caller : undefined);
  if (subject === undefined || (caller !== 'system' && caller !== subject))
    throwRefusal('permission_denied');
  return subject;
}

/** The user; refuses one who cannot sign in. */
export function requireActiveUser(model: ReferenceModel, userId: string): ModelUser {
  const user = model.users.get(userId);
  return user !== undefined && canSignIn(user) ? user : throwRefusal('account_inactive');
}

/** The caller's own account; the system may use any account. */
export function requireAccount(model: ReferenceModel, caller: Caller, userId: string): ModelUser {
  return caller === 'system' ? requireUser(model, userId) : requireActiveUser(model, userId);
}

export function requireUser(model: ReferenceModel, userId: string): ModelUser {
  return model.users.get(userId) ?? throwRefusal('user_not_found');
}

/** The organization; refuses a caller without the permission, and a deleted organization unless `despiteDeletion`. */
export function requirePermittedOrganization(
  model: ReferenceModel,
  caller: Caller,
  organizationId: string,
  permission: ModelPermission,
  despiteDeletion = false,
): ModelOrganization {
  const organization = model.organizations.get(organizationId);
  if (caller !== 'system' && !isPerson(caller)) throwRefusal('organization_not_found');
  if (isPerson(caller)) requireActiveUser(model, caller);
  const membership = findActiveMembership(model, organizationId, caller);
  if (organization === undefined) return throwRefusal('organization_not_found');
  if (isPerson(caller) && membership === undefined) throwRefusal('organization_not_found');
  if (!despiteDeletion && !isLive(organization)) throwRefusal('organization_deleted');
  if (membership !== undefined && !roleAllows(membership.role, permission))
    throwRefusal('permission_denied');
  return organization;
}

/** The organization; refuses a caller who may not read it. */
export function requireReadableOrganization(
  model: ReferenceModel,
  caller: Caller,
  organizationId: string,
): ModelOrganization {
  return requirePermittedOrganization(model, caller, organizationId, 'organization:read');
}
