// No mail makes a link of a name. The recognizers of two libraries, linkify-it and linkifyjs, stand for mail clients.
import fc from 'fast-check';
import linkifyHtml from 'linkify-html';
import { LinkifyIt } from 'linkify-it';
import { find } from 'linkifyjs';
import { describe, expect, it } from 'vitest';
import type { MailContent } from '../../../src/application/mail/mail-content.js';
import {
  breakAutoLinks,
  composeMail,
  mailTemplates,
  parseDisplayName,
} from '../../../src/index.js';
import { displayNames } from '../../../src/testing/arbitraries/index.js';

/** Recognizes more than by default: more endings of hosts, and IP addresses. */
const linkifyIt = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: true }).tlds(
  'com org net io ly zip click med coop test example de uk рф 中国 xn--p1ai app dev'.split(' '),
  true,
);

const recognizers: readonly ((text: string) => readonly string[])[] = [
  (text) => (linkifyIt.match(text) ?? []).map(({ url }) => url),
  (text) => find(text).map(({ href }) => href),
];

function linksIn(text: string): readonly string[] {
  return recognizers.flatMap((recognize) => recognize(text));
}

const anchorPattern = /<a href="([^"]*)">.*?<\/a>/g;

/** What a client shows as a link besides the links that the HTML has. */
function addedLinksInHtml(html: string): readonly string[] {
  const withoutLinks = html.replace(anchorPattern, ' ');
  const shown = withoutLinks
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
  const anchors = [...linkifyHtml(withoutLinks).matchAll(/<a href="([^"]*)"/g)];
  return [...linksIn(shown), ...anchors.map(([, href = '']) => href)];
}

function isName(text: string): boolean {
  return parseDisplayName(text, []).ok;
}

const pieces = fc.oneof(
  displayNames(),
  fc.constantFrom(
    ...'evil socket io com zip click ly www bit xn--p1ai рф 中国 mailto http localhost Dr S.Coop. a 1 x9 127.0.0.1 10.1.2 👩‍💻'.split(
      ' ',
    ),
  ),
);
const separators = fc.constantFrom(...'.|.|.|:|@|/|//|-|_|。|．|｡|․|＠|：| |?|#'.split('|'));
/** Names that are as close to an address as the rules allow. */
const linkLikeNames = fc
  .tuple(pieces, fc.array(fc.tuple(separators, pieces), { maxLength: 5 }))
  .map(([first, rest]) => `${first}${rest.flat().join('')}`)
  .filter(isName);

const link = 'https://console.example.com/invitations/accept?token=a.b.c';

function mailsWith(organizationName: string, inviterName: string): readonly MailContent[] {
  const expiresAt = new Date('2026-11-29T16:38:59Z');
  return ['en', 'de'].flatMap((language) => [
    mailTemplates.invitation({
      language,
      organizationName,
      inviterName,
      role: 'member',
      link,
      expiresAt,
      revision: 2,
    }),
    mailTemplates.roleChanged({ language, organizationName, role: 'admin' }),
    mailTemplates.memberRemoved({ language, organizationName }),
  ]);
}

describe('a mail', () => {
  it('has no link besides its own, in text and in HTML, for any names', () => {
    fc.assert(
      fc.property(linkLikeNames, linkLikeNames, (organizationName, inviterName) => {
        for (const { text, html } of mailsWith(organizationName, inviterName)) {
          expect(linksIn(text).filter((found) => found !== link)).toEqual([]);
          expect(addedLinksInHtml(html)).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    'socket.io',
    'draw.io',
    'evil.zip',
    'Visit V.X.Click',
    'www.evil.com',
    'Booking.com',
    'evil.com?claim=1',
    'evil.com:8080',
    'нэб.рф',
    'me@localhost',
    'Studio 127.0.0.1',
  ])('does not make a link of %s, which is one without the break', (name) => {
    expect(linksIn(name)).not.toEqual([]);
    const { text, html } = composeMail({
      language: 'en',
      subject: name,
      paragraphs: [`Join ${name}.`, { link }],
    });
    expect(linksIn(text)).toEqual([link, link]);
    expect(addedLinksInHtml(html)).toEqual([]);
    expect(html).toContain(`<a href="${link}">${link}</a>`);
  });

  it.each(['Irizar S.Coop.', 'Praxis Dr.med. Roth', 'Data:Lab', 'L.D. College'])(
    'shows %s with hair spaces at most',
    (name) => {
      const { text } = composeMail({ language: 'en', subject: '', paragraphs: [name] });
      expect(text.replaceAll('\u200a', '')).toBe(`${name}\n`);
    },
  );
});

describe('breakAutoLinks', () => {
  it.each([
    ['socket.io', 'socket.\u200aio'],
    ['St.Gallen', 'St.\u200aGallen'],
    ['me@evil.com', 'me@\u200aevil.\u200acom'],
    ['http://evil.com', 'http:\u200a/\u200a/evil.\u200acom'],
    ['29.11.2026, 16:38 Uhr', '29.11.2026, 16:38 Uhr'],
    ['v1.2.3', 'v1.2.3'],
    ['127.0.0.1', '127.0.0.\u200a1'],
    ['A.C.M.E. Inc.', 'A.C.M.E. Inc.'],
    ['Either/Or…', 'Either/Or…'],
  ])('writes %s as %j', (text, broken) => {
    expect(breakAutoLinks(text)).toBe(broken);
    expect(breakAutoLinks(broken)).toBe(broken);
  });

  it('leaves no link in any text, not even in one that is no name', () => {
    const addresses = fc.oneof(fc.webUrl(), fc.emailAddress(), fc.domain());
    fc.assert(
      fc.property(displayNames(), addresses, (name, address) => {
        expect(linksIn(breakAutoLinks(`${name} ${address} ${name}`))).toEqual([]);
      }),
    );
  });
});
