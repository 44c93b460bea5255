import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MailContent } from '../../../src/application/mail/mail.js';
import {
  type InvitationMail,
  invitationMail,
  mailTemplates,
  memberRemovedMail,
  roleChangedMail,
} from '../../../src/application/mail/templates.js';

const link = 'https://console.example.com/invitations/accept?token=a.b.c';
const invitation: InvitationMail = {
  organizationName: 'Mentra Labs',
  inviterName: 'Ada Lovelace',
  role: 'member',
  link,
  expiresAt: new Date('2026-11-29T16:38:59Z'),
  revision: 1,
};

describe('an invitation by mail', () => {
  it('says who invites, to what, until when, and what to do', () => {
    expect(invitationMail(invitation)).toEqual({
      subject: 'Ada Lovelace has invited you to join Mentra Labs',
      text: `Ada Lovelace has invited you to join Mentra Labs as a member.

To accept or decline, open this link and sign in with the e-mail address that this mail was sent to:

${link}

The link works until 2026-11-29 16:38 UTC.

If you did not expect this, you need not do anything.
`,
      html: `<p>Ada Lovelace has invited you to join Mentra Labs as a member.</p>
<p>To accept or decline, open this link and sign in with the e-mail address that this mail was sent to:</p>
<p><a href="${link}">${link}</a></p>
<p>The link works until 2026-11-29 16:38 UTC.</p>
<p>If you did not expect this, you need not do anything.</p>
`,
    });
  });

  it('does without the name of an inviter who has none', () => {
    const { inviterName: _none, ...nameless } = invitation;
    const { subject, text } = invitationMail({ ...nameless, role: 'admin' });
    expect(subject).toBe('You have been invited to join Mentra Labs');
    expect(text).toContain('You have been invited to join Mentra Labs as an admin.');
  });

  it('says from the second one on that the links before it are dead', () => {
    const dead = 'The links of earlier mails no longer work.';
    expect(invitationMail(invitation).text).not.toContain(dead);
    expect(invitationMail({ ...invitation, revision: 2 }).text).toContain(dead);
  });
});

describe('the other mails', () => {
  it('say the role as it is now', () => {
    const { subject, text } = roleChangedMail({ organizationName: 'Mentra Labs', role: 'admin' });
    expect(subject).toBe('You are now an admin of Mentra Labs');
    expect(text).toMatch(/^You are now an admin of Mentra Labs\.\n/);
  });

  it('say that a membership is over', () => {
    const { subject, html } = memberRemovedMail({ organizationName: 'Mentra Labs' });
    expect(subject).toBe('You are no longer a member of Mentra Labs');
    expect(html).toMatch(/^<p>You are no longer a member of Mentra Labs\.<\/p>\n/);
  });
});

/** Every mail there is, about an organization and a person of these names. */
function mailsNaming(organizationName: string, inviterName: string): readonly MailContent[] {
  return [
    mailTemplates.invitation({ ...invitation, organizationName, inviterName, revision: 2 }),
    mailTemplates.roleChanged({ organizationName, role: 'member' }),
    mailTemplates.memberRemoved({ organizationName }),
  ];
}

const tags = /<(?:\/?p|\/?a|a href="[^"<>]*")>/g;

describe('names in mails', () => {
  it('are escaped in HTML and left as they are in text', () => {
    const name = `<b onload='x'>"Tom & Jerry"</b>`;
    for (const { text, html } of mailsNaming(name, name)) {
      expect(text).toContain(name);
      expect(html).not.toContain('<b');
      expect(html).toContain('&lt;b onload=&#39;x&#39;&gt;&quot;Tom &amp; Jerry&quot;&lt;/b&gt;');
    }
  });

  it('begin no header and no line of their own', () => {
    const name = 'Evil\r\nBcc: everybody@example.com\r\n\r\nhello\u2028there\u0085you';
    const plain = mailsNaming('Evil', 'Evil');
    mailsNaming(name, name).forEach(({ subject, text }, index) => {
      expect(subject).toContain('Evil Bcc: everybody@example.com hello there you');
      expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(text.split('\n')).toHaveLength(plain[index]?.text.split('\n').length ?? 0);
    });
  });

  it('bring neither markup nor line breaks, whatever they are', () => {
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
          expect(html.replace(tags, '')).not.toMatch(/[<>"']/);
        });
      }),
    );
  });
});

describe('a link in a mail', () => {
  it('does not leave its attribute', () => {
    const { html } = invitationMail({ ...invitation, link: 'https://x.example/?a="><script>' });
    expect(html).toContain(
      '<a href="https://x.example/?a=&quot;&gt;&lt;script&gt;">https://x.example/?a=&quot;',
    );
  });
});
