// The mail templates, their languages, and how they escape names.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeMail, type MailContent } from '../../../src/application/mail/mail-content.js';
import type { InvitationMailData } from '../../../src/application/mail/mail-templates.js';
import {
  mailTemplates,
  templatesByLanguage,
} from '../../../src/application/mail/templates-by-language.js';

const link = 'https://console.example.com/invitations/accept?token=a.b.c';
const invitation: InvitationMailData = {
  language: 'en',
  organizationName: 'Mentra Labs',
  inviterName: 'Ada Lovelace',
  role: 'member',
  link,
  expiresAt: new Date('2026-11-29T16:38:59Z'),
  revision: 1,
};
const { inviterName: _none, ...nameless } = invitation;

describe('the mail of an invitation', () => {
  it('names the inviter, the organization, the role and the expiry, and says what to do', () => {
    expect(mailTemplates.invitation(invitation)).toEqual({
      subject: 'Ada Lovelace has invited you to join Mentra Labs',
      text: `Ada Lovelace has invited you to join Mentra Labs as a member.

To accept or decline, open this link and sign in with the e-mail address that this mail was sent to:

${link}

The link works until 2026-11-29 16:38 UTC.

If you did not expect this, you need not do anything.
`,
      html: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Ada Lovelace has invited you to join Mentra Labs</title></head>
<body>
<p>Ada Lovelace has invited you to join Mentra Labs as a member.</p>
<p>To accept or decline, open this link and sign in with the e-mail address that this mail was sent to:</p>
<p><a href="${link}">${link}</a></p>
<p>The link works until 2026-11-29 16:38 UTC.</p>
<p>If you did not expect this, you need not do anything.</p>
</body>
</html>
`,
    });
  });

  it('names no inviter who has no name', () => {
    const { subject, text } = mailTemplates.invitation({ ...nameless, role: 'admin' });
    expect(subject).toBe('You have been invited to join Mentra Labs');
    expect(text).toContain('You have been invited to join Mentra Labs as an admin.');
  });

  it('says from the second mail on that earlier links no longer work', () => {
    const dead = 'The links of earlier mails no longer work.';
    expect(mailTemplates.invitation(invitation).text).not.toContain(dead);
    expect(mailTemplates.invitation({ ...invitation, revision: 2 }).text).toContain(dead);
  });
});

describe('the other mails', () => {
  const { organizationName, language } = invitation;

  it('name the new role', () => {
    const mail = { language, organizationName, role: 'admin' } as const;
    const { subject, text } = mailTemplates.roleChanged(mail);
    expect(subject).toBe('You are now an admin of Mentra Labs');
    expect(text).toMatch(/^You are now an admin of Mentra Labs\.\n/);
  });

  it('say that a membership has ended', () => {
    const { subject, html } = mailTemplates.memberRemoved({ language, organizationName });
    expect(subject).toBe('You are no longer a member of Mentra Labs');
    expect(html).toContain('<body>\n<p>You are no longer a member of Mentra Labs.</p>\n');
  });
});

describe('the language of a mail', () => {
  it('is German for German tags', () => {
    const { subject, text, html } = mailTemplates.invitation({ ...invitation, language: 'de-CH' });
    expect(subject).toBe('Ada Lovelace lädt Sie zu Mentra Labs ein');
    expect(
      text,
    ).toBe(`Ada Lovelace hat Sie eingeladen, bei Mentra Labs mitzuwirken, und zwar als Mitglied.

Um anzunehmen oder abzulehnen, öffnen Sie diesen Link und melden Sie sich mit der E-Mail-Adresse an, an die diese Mail ging:

${link}

Der Link gilt bis 29.11.2026, 16:38 Uhr (UTC).

Wenn Sie das nicht erwartet haben, brauchen Sie nichts zu tun.
`);
    expect(html).toContain('<html lang="de">');
  });

  it('is German in every mail', () => {
    const german = { language: 'DE', organizationName: 'Mentra Labs' };
    const again = { ...nameless, language: 'de', revision: 2, role: 'admin' } as const;
    const { subject, text } = mailTemplates.invitation(again);
    expect(subject).toBe('Einladung zu Mentra Labs');
    expect(text).toContain('Sie sind eingeladen, bei Mentra Labs mitzuwirken, und zwar als Admin.');
    expect(text).toContain('Die Links früherer Mails gelten nicht mehr.');
    expect(mailTemplates.roleChanged({ ...german, role: 'member' }).subject).toBe(
      'Sie sind jetzt Mitglied von Mentra Labs',
    );
    expect(mailTemplates.memberRemoved(german).subject).toBe(
      'Sie sind nicht mehr Mitglied von Mentra Labs',
    );
  });

  it.each(['fr', 'den', 'd', '', 'x', '-de', 'zz-DE', '"><script>'])(
    'is English for unknown tags: %j',
    (language) => {
      const { html, subject } = mailTemplates.invitation({ ...invitation, language });
      expect(subject).toBe('Ada Lovelace has invited you to join Mentra Labs');
      expect(html).toContain('<html lang="en">');
    },
  );

  const saying = (subject: string) => () => ({ subject, text: '', html: '' });
  const templates = templatesByLanguage({
    fr: { invitation: saying('français'), memberRemoved: saying('parti') },
    'fr-CA': { invitation: saying('québécois') },
    'zh-Hant': { invitation: saying('繁體') },
    de: { invitation: saying('unser Deutsch') },
  });
  const subjectIn = (language: string) => templates.invitation({ ...invitation, language }).subject;

  it('is looked up by the whole tag first, then by shorter ones', () => {
    expect(['fr-CA', 'FR-ca', 'fr-BE', 'fr', 'zh-Hant-TW', 'de-AT'].map(subjectIn)).toEqual([
      'québécois',
      'québécois',
      'français',
      'français',
      '繁體',
      'unser Deutsch',
    ]);
    expect(subjectIn('zh')).toBe('Ada Lovelace has invited you to join Mentra Labs');
  });

  it('can be replaced for single mails, and the others come from the fallback', () => {
    const organizationName = 'Mentra Labs';
    const removed = (language: string) =>
      templates.memberRemoved({ language, organizationName }).subject;
    expect(removed('fr-CA')).toBe('parti');
    expect(removed('de')).toBe('Sie sind nicht mehr Mitglied von Mentra Labs');
    expect(removed('zh-Hant')).toBe('You are no longer a member of Mentra Labs');
  });

  it('falls back to the embedder’s templates', () => {
    const own = templatesByLanguage({ fr: {} }, { ...mailTemplates, invitation: saying('ours') });
    expect(own.invitation({ ...invitation, language: 'fr' }).subject).toBe('ours');
  });
});

describe('the direction of a mail', () => {
  const draft = { subject: 'Hello', paragraphs: ['Hello.'] };

  it.each(['ar', 'he', 'fa-IR', 'ur', 'yi', 'ckb', 'dv', 'pa-PK', 'az-Arab', 'ks-Arab-IN'])(
    'is right to left in %s',
    (language) => {
      expect(composeMail({ ...draft, language }).html).toContain(
        `<html lang="${language}" dir="rtl">`,
      );
    },
  );

  it.each(['en', 'de-AT', 'ja', 'ku', 'az', 'pa', 'ar-Latn', 'sr-Cyrl', 'x-own', 'no such tag'])(
    'is left to right in %s',
    (language) => {
      expect(composeMail({ ...draft, language }).html).toContain(`<html lang="${language}">`);
    },
  );
});

/** All mails, about an organization and a person with these names. */
function mailsNaming(organizationName: string, inviterName: string): readonly MailContent[] {
  return ['en', 'de'].flatMap((language) => [
    mailTemplates.invitation({
      ...invitation,
      language,
      organizationName,
      inviterName,
      revision: 2,
    }),
    mailTemplates.roleChanged({ language, organizationName, role: 'member' }),
    mailTemplates.memberRemoved({ language, organizationName }),
  ]);
}

const frame = /^<!doctype html>\n<html lang="[a-z]+">\n<head><meta charset="utf-8">|<\/?body>/g;
const tags = /<(?:\/?(?:p|a|title|head|html)|a href="[^"<>]*")>/g;

describe('names in mails', () => {
  it('are escaped in HTML, and unchanged in text', () => {
    const name = `<b onload='x'>"Tom & Jerry"</b>`;
    for (const { text, html } of mailsNaming(name, name)) {
      expect(text).toContain(name);
      expect(html).not.toContain('<b ');
      expect(html).toContain('&lt;b onload=&#39;x&#39;&gt;&quot;Tom &amp; Jerry&quot;&lt;/b&gt;');
    }
  });

  it('start no new header and no new line', () => {
    const name = 'Evil\r\nBcc: everybody@example.com\r\n\r\nhello\u2028there\u0085you';
    const plain = mailsNaming('Evil', 'Evil');
    mailsNaming(name, name).forEach(({ subject, text }, index) => {
      expect(subject).toContain('Evil Bcc: everybody@example.com hello there you');
      expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(text.split('\n')).toHaveLength(plain[index]?.text.split('\n').length ?? 0);
    });
  });

  it('never add markup or line breaks', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...`<>&"'/ap\r\n =`) }),
    );
    const lines = mailsNaming('x', 'x').map(({ html }) => html.split('\n').length);
    fc.assert(
      fc.property(name, name, (organizationName, inviterName) => {
        mailsNaming(organizationName, inviterName).forEach(({ subject, html }, index) => {
          expect(subject).not.toMatch(/[\r\n]/);
          expect(html.split('\n')).toHaveLength(lines[index] ?? 0);
          expect(html.replace(frame, '').replace(tags, '')).not.toMatch(/[<>"']/);
        });
      }),
    );
  });
});

describe('a link in a mail', () => {
  it('stays inside its attribute', () => {
    const { html } = mailTemplates.invitation({
      ...invitation,
      link: 'https://x.example/?a="><script>',
    });
    expect(html).toContain(
      '<a href="https://x.example/?a=&quot;&gt;&lt;script&gt;">https://x.example/?a=&quot;',
    );
  });

  it('lets no language leave its attribute', () => {
    const { html } = composeMail({ language: '"><script>\n', subject: 'x', paragraphs: [] });
    expect(html).toContain('<html lang="&quot;&gt;&lt;script&gt; ">');
  });
});
