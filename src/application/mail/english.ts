// The mail templates in English.

import { composeMail } from './mail-content.js';
import type { MailTemplates } from './mail-templates.js';

const language = 'en';
const roleNames: ReadonlyMap<string, string> = new Map([
  ['admin', 'an admin'],
  ['member', 'a member'],
]);
const unexpectedHint = 'If you did not expect this, ask an admin of the organization.';

export const english: MailTemplates = {
  invitation({ organizationName, inviterName, role, link, expiresAt, revision }) {
    const invited =
      inviterName === undefined ? 'You have been invited' : `${inviterName} has invited you`;
    const subject = `${invited} to join ${organizationName}`;
    const oldLinksHint = revision > 1 ? ' The links of earlier mails no longer work.' : '';
    const paragraphs = [
      `${subject} as ${roleNames.get(role) ?? role}.`,
      'To accept or decline, open this link and sign in with the e-mail address that this mail was sent to:',
      { link },
      `The link works until ${formatMinute(expiresAt)}.${oldLinksHint}`,
      'If you did not expect this, you need not do anything.',
    ];
    return composeMail({ language, subject, paragraphs });
  },
  roleChanged({ organizationName, role }) {
    const subject = `You are now ${roleNames.get(role) ?? role} of ${organizationName}`;
    return composeMail({ language, subject, paragraphs: [`${subject}.`, unexpectedHint] });
  },
  memberRemoved({ organizationName }) {
    const subject = `You are no longer a member of ${organizationName}`;
    return composeMail({ language, subject, paragraphs: [`${subject}.`, unexpectedHint] });
  },
};

/** The same text in every runtime, without its locale data. */
function formatMinute(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
