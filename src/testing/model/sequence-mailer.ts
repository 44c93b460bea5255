// A mailer that keeps each mail as one line, so that what two services have sent can be compared.

import type { MailContent } from '../../application/mail/mail-content.js';
import type { MailTemplates } from '../../application/mail/mail-templates.js';
import { type Mailer, MailRefusedError, type OutgoingMail } from '../../ports/mailer.js';
import { invitationTokenOf } from '../doubles/recording-mailer.js';
import type { NameMapping } from './name-mapping.js';
import type { MailServerBehavior } from './reference/index.js';

/** Templates that write all values of a mail into one line. */
export const oneLineTemplates: MailTemplates = {
  invitation: ({ inviterName = 'somebody', organizationName, role, language, revision, link }) =>
    oneLineMailContent(
      'invitation',
      [inviterName, organizationName, role, language, String(revision)],
      link,
    ),
  roleChanged: ({ organizationName, role, language }) =>
    oneLineMailContent('role_changed', [organizationName, role, language]),
  memberRemoved: ({ organizationName, language }) =>
    oneLineMailContent('member_removed', [organizationName, language]),
};

function oneLineMailContent(kind: string, words: readonly string[], link = ''): MailContent {
  return { subject: `${kind} to TO: ${words.join(' ')}`, text: link, html: '' };
}

export interface SequenceMailer extends Mailer {
  /** Sets how the mail server behaves from now on. */
  setMailServerBehavior(mailServer: MailServerBehavior): void;
  /** Returns and forgets the mails that it has accepted, sorted; tokens by the model's names. */
  takeSentLines(): readonly string[];
}

export function sequenceMailer(names: NameMapping): SequenceMailer {
  let mailServerBehavior: MailServerBehavior = 'accepts';
  let accepted: string[] = [];
  return {
    setMailServerBehavior(mailServer) {
      mailServerBehavior = mailServer;
    },
    takeSentLines() {
      const lines = accepted.sort();
      accepted = [];
      return lines;
    },
    async send(mail) {
      await Promise.resolve();
      if (mailServerBehavior === 'rejects')
        throw new MailRefusedError(`the mailbox ${mail.to} does not exist`);
      if (mailServerBehavior === 'fails')
        throw new Error('the mail server of this sequence fails in this round');
      accepted.push(mailLine(mail, names));
    },
  };
}

function mailLine(mail: OutgoingMail, names: NameMapping): string {
  const line = mail.subject.replace('TO', mail.to);
  return mail.text === '' ? line : `${line} ${names.symbolOf(invitationTokenOf(mail))}`;
}
