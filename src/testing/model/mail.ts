// Mails in one line each, so that two services can be compared by what they have sent.

import type { MailContent } from '../../application/mail/mail.js';
import type { MailTemplates } from '../../application/mail/templates.js';
import { type Mail, type Mailer, MailRefused } from '../../ports/system.js';
import { tokenIn } from '../doubles/mailbox.js';
import type { Names } from './names.js';
import type { MailServer } from './reference/index.js';

/** Everything that a mail is told, in words. */
export const templates: MailTemplates = {
  invitation: ({ inviterName = 'somebody', organizationName, role, language, revision, link }) =>
    mail('invitation', [inviterName, organizationName, role, language, String(revision)], link),
  roleChanged: ({ organizationName, role, language }) =>
    mail('role_changed', [organizationName, role, language]),
  memberRemoved: ({ organizationName, language }) =>
    mail('member_removed', [organizationName, language]),
};

function mail(kind: string, words: readonly string[], link = ''): MailContent {
  return { subject: `${kind} to TO: ${words.join(' ')}`, text: link, html: '' };
}

export interface Post extends Mailer {
  /** How the mail server behaves from now on. */
  set(mailServer: MailServer): void;
  /** What it has taken since it was asked last, sorted; a token by its name. */
  collect(): readonly string[];
}

export function post(names: Names): Post {
  let behaviour: MailServer = 'takes';
  let taken: string[] = [];
  return {
    set(mailServer) {
      behaviour = mailServer;
    },
    collect() {
      const collected = taken.sort();
      taken = [];
      return collected;
    },
    async send(given) {
      await Promise.resolve();
      if (behaviour === 'refuses') throw new MailRefused(`there is no mailbox ${given.to}`);
      if (behaviour === 'fails') throw new Error('the mail server was told to fail');
      taken.push(lineOf(given, names));
    },
  };
}

function lineOf(given: Mail, names: Names): string {
  const line = given.subject.replace('TO', given.to);
  return given.text === '' ? line : `${line} ${names.symbol(tokenIn(given))}`;
}
