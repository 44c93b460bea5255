// The mail templates in German.

import { composeMail } from './mail-content.js';
import type { MailTemplates } from './mail-templates.js';

const language = 'de';
const roleNames: ReadonlyMap<string, string> = new Map([
  ['admin', 'Admin'],
  ['member', 'Mitglied'],
]);

const unexpectedHint =
  'Wenn Sie das nicht erwartet haben, fragen Sie einen Admin der Organisation.';

export const german: MailTemplates = {
  invitation({ organizationName, inviterName, role, link, expiresAt, revision }) {
    const subject =
      inviterName === undefined
        ? `Einladung zu ${organizationName}`
        : `${inviterName} lädt Sie zu ${organizationName} ein`;
    const invited =
      inviterName === undefined ? 'Sie sind eingeladen' : `${inviterName} hat Sie eingeladen`;
    const oldLinksHint = revision > 1 ? ' Die Links früherer Mails gelten nicht mehr.' : '';
    const paragraphs = [
      `${invited}, bei ${organizationName} mitzuwirken, und zwar als ${roleNames.get(role) ?? role}.`,
      'Um anzunehmen oder abzulehnen, öffnen Sie diesen Link und melden Sie sich mit der E-Mail-Adresse an, an die diese Mail ging:',
      { link },
      `Der Link gilt bis ${formatMinute(expiresAt)}.${oldLinksHint}`,
      'Wenn Sie das nicht erwartet haben, brauchen Sie nichts zu tun.',
    ];
    return composeMail({ language, subject, paragraphs });
  },
  roleChanged({ organizationName, role }) {
    const subject = `Sie sind jetzt ${roleNames.get(role) ?? role} von ${organizationName}`;
    return composeMail({ language, subject, paragraphs: [`${subject}.`, unexpectedHint] });
  },
  memberRemoved({ organizationName }) {
    const subject = `Sie sind nicht mehr Mitglied von ${organizationName}`;
    return composeMail({ language, subject, paragraphs: [`${subject}.`, unexpectedHint] });
  },
};

/** 29.11.2026, 16:38 Uhr (UTC) */
function formatMinute(date: Date): string {
  const [year, month, day] = date.toISOString().slice(0, 10).split('-');
  return `${day}.${month}.${year}, ${date.toISOString().slice(11, 16)} Uhr (UTC)`;
}
