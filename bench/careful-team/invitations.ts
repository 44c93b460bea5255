// Invites people by email address, and accepts invitations. An accepted invitation leaves the array; the audit keeps it.

import { createHash, randomBytes } from 'node:crypto';
import { inTransaction } from './in-transaction.js';
import type { Models } from './models.js';
import type { OrganizationDocument } from './organization-types.js';
import { foundOrRefuse, RefusedError } from './refusal.js';
import type { Role } from './schema-parts.js';
import type { UserDocument } from './user-schema.js';

const lifetimeMs = 7 * 86_400_000;
const maxPendingInvites = 100;

export interface NewInvitation {
  readonly organizationId: string;
  readonly email: string;
  readonly role: Role;
}

/** Returns the token for the link. It is stored nowhere, so the caller mails it after this call. */
export async function invite(
  { connection, User, Organization, AuditEntry }: Models,
  inviter: string,
  { organizationId, email, role }: NewInvitation,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await inTransaction(connection, async (session) => {
    const found = await Organization.findForUpdate({ _id: organizationId }, session);
    const organization = foundOrRefuse(found, 'organization_not_found');
    organization.requireAdmin(inviter);
    const address = email.trim().toLowerCase();
    const invitee = await User.findOne({ email: address }).session(session);
    if (invitee !== null && organization.isMember(invitee._id))
      throw new RefusedError('already_a_member');
    removeExpiredInvites(organization);
    if (organization.pendingInvites.some((pending) => pending.email === address))
      throw new RefusedError('already_invited');
    if (organization.pendingInvites.length >= maxPendingInvites)
      throw new RefusedError('too_many_invitations');
    organization.pendingInvites.push({
      email: address,
      role,
      tokenHash: hashOf(token),
      invitedBy: inviter,
      expiresAt: new Date(Date.now() + lifetimeMs),
    });
    await organization.saveChanges(session);
    const entry = new AuditEntry({
      organization: organization._id,
      actor: inviter,
      action: 'invitation.invite',
      email: address,
      role,
    });
    await entry.save({ session });
  });
  return token;
}

function removeExpiredInvites({ pendingInvites }: OrganizationDocument): void {
  const now = new Date();
  for (const expired of pendingInvites.filter(({ expiresAt }) => expiresAt <= now)) {
    pendingInvites.pull(expired._id);
  }
}

export async function accept(
  { connection, User, Organization, AuditEntry }: Models,
  userId: string,
  token: string,
): Promise<void> {
  const tokenHash = hashOf(token);
  await inTransaction(connection, async (session) => {
    const found = await Organization.findForUpdate(
      { 'pendingInvites.tokenHash': tokenHash },
      session,
    );
    const organization = foundOrRefuse(found, 'invitation_invalid');
    const live = { _id: userId, isDeleted: false };
    const user = foundOrRefuse(await User.findOne(live).session(session), 'user_not_found');
    const { _id, role } = findInviteFor(organization, tokenHash, user);
    organization.pendingInvites.pull(_id);
    organization.members.push({ user: user._id, role });
    await organization.saveChanges(session);
    user.organizations.addToSet(organization._id);
    await user.save({ session });
    const entry = new AuditEntry({
      organization: organization._id,
      actor: user._id,
      action: 'invitation.accept',
      email: user.email,
      role,
    });
    await entry.save({ session });
  });
}

/** Refuses an invitation that is expired, is for another address, or was sent by somebody who is no longer an admin. */
function findInviteFor(
  organization: OrganizationDocument,
  tokenHash: string,
  user: UserDocument,
): OrganizationDocument['pendingInvites'][number] {
  const invites = organization.pendingInvites;
  const pending = invites.find((one) => one.tokenHash === tokenHash && one.expiresAt > new Date());
  const invitation = foundOrRefuse(pending, 'invitation_invalid');
  const isAddressee = user.emailVerified && user.email === invitation.email;
  if (!isAddressee || !organization.hasRole(invitation.invitedBy, 'admin'))
    throw new RefusedError('invitation_invalid');
  if (organization.isMember(user._id)) throw new RefusedError('already_a_member');
  return invitation;
}

/** The token has 256 random bits, so a hash without salt is enough, and can be looked up in an index. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
