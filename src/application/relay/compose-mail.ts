// Composes the mail of an invitation or a notice, or decides not to send it.

import type { NotificationMessage } from '../../domain/journal/outbox-message.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import { membershipRevision } from '../../domain/organization/membership.js';
import type { EmailKey } from '../../domain/user/email.js';
import { hasBlockedOrganization } from '../../domain/user/user.js';
import type { OutgoingMail } from '../../ports/mailer.js';
import type { Dependencies } from '../dependencies.js';
import { invitationLink } from '../mail/invitation-link.js';
import type { MailContent } from '../mail/mail-content.js';
import type { RelayOptions } from './relay-options.js';

/**
 * `not_yet`: this relay does not have the signing key, but another one may. `failed`: the row does not belong to the signed
 * token. `dropped`: the organization is deleted. `blocked`: the addressee blocked it. Nothing is sent then, but nobody may see
 * the difference, so this is what is found last.
 */
export async function composeInvitationMail(
  { storage, tokens }: Dependencies,
  { templates, language, baseUrl }: RelayOptions,
  invitation: Invitation,
): Promise<OutgoingMail | 'dropped' | 'not_yet' | 'failed' | 'blocked'> {
  const { id, organizationId, revision, expiresAt, role, email } = invitation;
  const claims = { organizationId, invitationId: id, revision, expiresAt };
  const [organization, inviter, invitee, token] = await Promise.all([
    storage.organizations.findById(organizationId),
    storage.users.findById(invitation.invitedBy),
    storage.users.findByEmailKey(invitation.emailKey),
    tokens.sign(claims, invitation.kid),
  ]);
  if (organization === null || organization.value.deletedAt !== undefined) return 'dropped';
  if (token === null) return 'not_yet';
  const signed = await tokens.verify(token);
  if (signed?.digest !== invitation.tokenDigest) return 'failed'; // INV-19
  if (invitee !== null && hasBlockedOrganization(invitee.value, organizationId)) return 'blocked'; // INV-55
  const inviterName = inviter?.value.name;
  const content = templates.invitation({
    language: invitation.language ?? language,
    organizationName: organization.value.name,
    ...(inviterName === undefined ? {} : { inviterName }),
    role,
    link: invitationLink(baseUrl, token),
    expiresAt,
    revision,
  });
  return toOutgoingMail(/* INV-50 */ `${id}.${revision}`, /* EMAIL-9 */ email, content);
}

interface ComposedNotice {
  readonly mail: OutgoingMail;
  readonly emailKey: EmailKey;
}

/** A notice is about one revision of a membership. If the membership has changed since, it is dropped: that change has its own notice. */
export async function composeNoticeMail(
  { storage }: Dependencies,
  { templates, language }: RelayOptions,
  message: NotificationMessage,
): Promise<ComposedNotice | 'dropped'> {
  const [membership, user, organization] = await Promise.all([
    storage.memberships.findById(message.membershipId),
    storage.users.findById(message.to),
    storage.organizations.findById(message.organizationId),
  ]);
  if (membership === null || user === null || organization === null) return 'dropped';
  const isStale = membershipRevision(membership) !== message.revision;
  if (isStale || user.value.state === 'deleted') return 'dropped';
  const organizationName = organization.value.name;
  const content =
    message.kind === 'role_changed'
      ? templates.roleChanged({ language, organizationName, role: membership.value.role })
      : templates.memberRemoved({ language, organizationName });
  const { email, emailKey } = user.value;
  return { mail: toOutgoingMail(message.id, email, content), emailKey };
}

function toOutgoingMail(
  id: string,
  to: string,
  { subject, text, html }: MailContent,
): OutgoingMail {
  return { id, to, subject, text, html };
}
