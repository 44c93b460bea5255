// What a mail says, and how it comes to stand in plain text and in HTML alike.

/** A mail without its addresses: a subject of one line, and one content in two forms. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A sentence or two, or a link on a line of its own. */
export type Paragraph = string | { readonly link: string };

/** Text and HTML from the same paragraphs. Everything is escaped; no paragraph or subject breaks its line. */
export function compose(subject: string, paragraphs: readonly Paragraph[]): MailContent {
  return {
    subject: oneLine(subject),
    text: `${paragraphs.map(asText).join('\n\n')}\n`,
    html: `${paragraphs.map((paragraph) => `<p>${asHtml(paragraph)}</p>`).join('\n')}\n`,
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
