// The mails of the core, in plain English. Names in them are other people's words.

import type { Role } from '../../domain/organization/role.js';
import { compose, type MailContent } from './mail.js';

export interface InvitationMail {
  readonly organizationName: string;
  /** Absent where the inviter has no name; the address is not shown instead. */
  readonly inviterName?: string;
  readonly role: Role;
  /** See `invitationLink`; whoever has it and the address can accept. */
  readonly link: string;
  readonly expiresAt: Date;
  /** 1 for the first token of an invitation; each later one has ended those before it. */
  readonly revision: number;
}

export interface RoleChangedMail {
  readonly organizationName: string;
  /** The role as it is now. */
  readonly role: Role;
}

export interface MemberRemovedMail {
  readonly organizationName: string;
}

/** What is written to people; each may be replaced by the embedder's own. */
export interface MailTemplates {
  readonly invitation: (mail: InvitationMail) => MailContent;
  readonly roleChanged: (mail: RoleChangedMail) => MailContent;
  readonly memberRemoved: (mail: MemberRemovedMail) => MailContent;
}

export function invitationMail(mail: InvitationMail): MailContent {
  const { organizationName, inviterName, role, link, expiresAt, revision } = mail;
  const invited =
    inviterName === undefined ? 'You have been invited' : `${inviterName} has invited you`;
  const asked = `${invited} to join ${organizationName}`;
  return compose(asked, [
    `${asked} as ${roleNames[role]}.`,
    'To accept or decline, open this link and sign in with the e-mail address that this mail was sent to:',
    { link },
    `The link works until ${minuteOf(expiresAt)}.${revision > 1 ? ' The links of earlier mails no longer work.' : ''}`,
    'If you did not expect this, you need not do anything.',
  ]);
}

export function roleChangedMail({ organizationName, role }: RoleChangedMail): MailContent {
  const changed = `You are now ${roleNames[role]} of ${organizationName}`;
  return compose(changed, [
    `${changed}.`,
    'If you did not expect this, ask an admin of the organization.',
  ]);
}

export function memberRemovedMail({ organizationName }: MemberRemovedMail): MailContent {
  const removed = `You are no longer a member of ${organizationName}`;
  return compose(removed, [
    `${removed}.`,
    'If you did not expect this, ask an admin of the organization.',
  ]);
}

/** The core's own mails. */
export const mailTemplates: MailTemplates = {
  invitation: invitationMail,
  roleChanged: roleChangedMail,
  memberRemoved: memberRemovedMail,
};

const roleNames: Readonly<Record<Role, string>> = { admin: 'an admin', member: 'a member' };

/** The same in every runtime, whatever languages it knows. */
function minuteOf(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
