// Composes a mail from paragraphs: the same content as plain text and as HTML.

import { breakAutoLinks } from './break-auto-links.js';

/** A mail without its addresses: a subject of one line, and the same content as text and as HTML. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A paragraph of text, or a link on its own line. No mail client makes a link of a text, because it can contain names. */
export type Paragraph = string | { readonly link: string };

/** The content of a mail, from which `composeMail` makes text and HTML. */
export interface MailParts {
  /** The language of the text, as a BCP 47 tag. The HTML names it for screen readers, and takes the text direction from it. */
  readonly language: string;
  readonly subject: string;
  readonly paragraphs: readonly Paragraph[];
}

/**
 * Makes text and HTML from the same paragraphs. Escapes everything, replaces line breaks inside a paragraph or the subject
 * by spaces. Breaks everything in a text that a mail client would make a link of; the subject stays, because clients make no
 * links in a header.
 */
export function composeMail({ language, subject, paragraphs }: MailParts): MailContent {
  const title = toOneLine(subject);
  const body = paragraphs.map((paragraph) => `<p>${paragraphToHtml(paragraph)}</p>`);
  return {
    subject: title,
    text: `${paragraphs.map(paragraphToText).join('\n\n')}\n`,
    html: [
      '<!doctype html>',
      `<html lang="${escapeHtml(toOneLine(language))}"${isRightToLeft(language) ? ' dir="rtl"' : ''}>`,
      `<head><meta charset="utf-8"><title>${escapeHtml(breakAutoLinks(title))}</title></head>`,
      '<body>',
      ...body,
      '</body>',
      '</html>',
      '',
    ].join('\n'),
  };
}

function paragraphToText(paragraph: Paragraph): string {
  return typeof paragraph === 'string'
    ? breakAutoLinks(toOneLine(paragraph))
    : toOneLine(paragraph.link);
}

function paragraphToHtml(paragraph: Paragraph): string {
  const text = escapeHtml(paragraphToText(paragraph));
  return typeof paragraph === 'string' ? text : `<a href="${text}">${text}</a>`;
}

/** A line break in a subject would start another mail header. */
function toOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

const htmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => htmlEntities[character] ?? '');
}

const rightToLeftScripts: ReadonlySet<string> = new Set(
  'Adlm Arab Aran Hebr Mand Nkoo Rohg Samr Syrc Thaa Yezi'.split(' '),
);

/** Where the tag names no script, the usual one of the language decides: Latin for `ku`, Arabic for `ckb`. */
function isRightToLeft(language: string): boolean {
  try {
    return rightToLeftScripts.has(new Intl.Locale(language).maximize().script ?? '');
  } catch {
    return false;
  }
}
