// What each mail is told. Names in them are other people's words.

import type { Role } from '../../domain/organization/role.js';
import type { MailContent } from './mail.js';

/** Every mail’s data name the language to write it in. */
export interface InLanguage {
  /** The language that is asked for, as a BCP 47 tag. What is written in another one says so in its HTML. */
  readonly language: string;
}

/** What an invitation’s mail is made from. */
export interface InvitationMail extends InLanguage {
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

/** What the mail about another role is made from. */
export interface RoleChangedMail extends InLanguage {
  readonly organizationName: string;
  /** The role as it is now. */
  readonly role: Role;
}

/** What the mail to somebody who was removed is made from. */
export interface MemberRemovedMail extends InLanguage {
  readonly organizationName: string;
}

/** What is written to people; each may be replaced by the embedder's own. */
export interface MailTemplates {
  readonly invitation: (mail: InvitationMail) => MailContent;
  readonly roleChanged: (mail: RoleChangedMail) => MailContent;
  readonly memberRemoved: (mail: MemberRemovedMail) => MailContent;
}
