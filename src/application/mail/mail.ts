// What a mail says, and how it comes to stand in plain text and in HTML alike.

/** A mail without its addresses: a subject of one line, and one content in two forms. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A sentence or two, or a link on a line of its own. */
export type Paragraph = string | { readonly link: string };

/** What a mail is to say, before it is text and HTML. */
export interface MailDraft {
  /** The language that the words are in, as a BCP 47 tag: assistive technology and the direction of the text go by it. */
  readonly language: string;
  readonly subject: string;
  readonly paragraphs: readonly Paragraph[];
}

/** Text and HTML from the same paragraphs. Everything is escaped; no paragraph or subject breaks its line. */
export function composeMail({ language, subject, paragraphs }: MailDraft): MailContent {
  const title = oneLine(subject);
  const body = paragraphs.map((paragraph) => `<p>${asHtml(paragraph)}</p>`);
  return {
    subject: title,
    text: `${paragraphs.map(asText).join('\n\n')}\n`,
    html: [
      '<!doctype html>',
      `<html lang="${escaped(oneLine(language))}"${isRightToLeft(language) ? ' dir="rtl"' : ''}>`,
      `<head><meta charset="utf-8"><title>${escaped(title)}</title></head>`,
      '<body>',
      ...body,
      '</body>',
      '</html>',
      '',
    ].join('\n'),
  };
}

function asText(paragraph: Paragraph): string {
  return oneLine(typeof paragraph === 'string' ? paragraph : paragraph.link);
}

function asHtml(paragraph: Paragraph): string {
  const text = escaped(asText(paragraph));
  return typeof paragraph === 'string' ? text : `<a href="${text}">${text}</a>`;
}

/** A line break in a subject would begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

const rightToLeftScripts: ReadonlySet<string> = new Set(
  'Adlm Arab Aran Hebr Mand Nkoo Rohg Samr Syrc Thaa Yezi'.split(' '),
);

/** By the script that a language is written in where its tag names none; `ku` is Latin and `ckb` Arabic. */
function isRightToLeft(language: string): boolean {
  try {
    return rightToLeftScripts.has(new Intl.Locale(language).maximize().script ?? '');
  } catch {
    return false;
  }
}
