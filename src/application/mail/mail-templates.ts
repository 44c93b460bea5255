// The data of each mail, and the type of its templates. The names in the data are text that users wrote.

import type { MailContent } from './mail-content.js';

/** The data that every mail has. */
export interface LocalizedMail {
  /** The wanted language, as a BCP 47 tag. A template may write in another one; its HTML then names that language. */
  readonly language: string;
}

/** The data of an invitation mail. */
export interface InvitationMailData extends LocalizedMail {
  readonly organizationName: string;
  /** Absent if the inviter has no name. The mail must not show their address instead. */
  readonly inviterName?: string;
  /** The name of the role: `admin`, `member`, or one of your own. */
  readonly role: string;
  /** The link from `invitationLink`. Whoever has it and the invited address can accept. */
  readonly link: string;
  readonly expiresAt: Date;
  /** 1 for the first token of an invitation. Every later token makes the earlier ones invalid. */
  readonly revision: number;
}

/** The data of the mail about a changed role. */
export interface RoleChangedMailData extends LocalizedMail {
  readonly organizationName: string;
  /** The new role. */
  readonly role: string;
}

/** The data of the mail to a removed member. */
export interface MemberRemovedMailData extends LocalizedMail {
  readonly organizationName: string;
}

/** The templates of all mails. The embedder can replace each one. */
export interface MailTemplates {
  readonly invitation: (mail: InvitationMailData) => MailContent;
  readonly roleChanged: (mail: RoleChangedMailData) => MailContent;
  readonly memberRemoved: (mail: MemberRemovedMailData) => MailContent;
}
