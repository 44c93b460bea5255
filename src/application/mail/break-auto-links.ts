// Keeps mail clients from making links of names, such as socket.io.

/** A hair space. It is the narrowest sign that every recognizer of links stops at, and that no host can contain. */
const breaker = '\u200a';

/**
 * What can be the middle of a link: a dot or a colon before a word of two or more characters, except between digits (dates,
 * times and versions are no links), an at sign, a slash, the only host without a dot that is recognized, and the last dot of
 * an IP address.
 */
const linkMiddlePattern = new RegExp(
  [
    '[.\\u2024\\u3002\\uff0e\\uff61:\\uff1a](?!(?<=\\p{N}.)\\p{N})(?=[\\p{L}\\p{N}\\p{M}_-]{2})',
    '[@\\uff20](?=[\\p{L}\\p{N}])',
    '[:/](?=/)',
    'local(?=host)',
    '\\d{1,3}(?:\\.\\d{1,3}){2}\\.(?=\\d)',
  ].join('|'),
  'giu',
);

/**
 * The text with a hair space in each place that would make a mail client recognize a link. `composeMail` does
 * this with all its texts; a template that writes its own HTML must do it with the names in its data.
 */
export function breakAutoLinks(text: string): string {
  return text.replace(linkMiddlePattern, `$&${breaker}`); // ORG-7
}
