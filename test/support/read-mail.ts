// Parses a mail that arrived: only the parts of RFC 2045 to 2047 that the mails of this project need.

export interface ParsedMail {
  /** All headers in their order, unfolded and not decoded. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The decoded value of the header with this name. Throws if there is none or more than one. */
  header(name: string): string;
  readonly text: string;
  readonly html: string;
}

export function parseMail(raw: Buffer): ParsedMail {
  const { headers, body } = parsePart(raw.toString('latin1'));
  const header = (name: string) => decodeWords(onlyHeader(headers, name));
  const content = (type: string) => {
    const [, boundary = ''] = /boundary="([^"]+)"/.exec(header('content-type')) ?? [];
    const parts = body
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => parsePart(part.replace(/^\r\n/, '').replace(/\r\n$/, '')));
    const part = parts.find((one) => onlyHeader(one.headers, 'content-type').startsWith(type));
    if (part === undefined) throw new Error(`The mail has no part of type ${type}.`);
    return decodeBody(part).replaceAll('\r\n', '\n');
  };
  return {
    headers,
    header,
    get text() {
      return content('text/plain');
    },
    get html() {
      return content('text/html');
    },
  };
}

interface MimePart {
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

function parsePart(raw: string): MimePart {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error(`This line is not a header: ${line}`);
    const value = Buffer.from(line.slice(colon + 1), 'latin1')
      .toString()
      .trim();
    return [line.slice(0, colon).toLowerCase(), value] as const;
  });
  return { headers, body: raw.slice(end + 4) };
}

function onlyHeader(headers: MimePart['headers'], name: string): string {
  const values = headers.filter(([known]) => known === name.toLowerCase());
  const [[, value] = ['', '']] = values;
  if (values.length !== 1) throw new Error(`The mail has ${values.length} headers named ${name}.`);
  return value;
}

function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : Buffer.from(decodeQuotedPrintable(text.replaceAll('_', ' ')), 'latin1').toString(),
    );
}

function decodeBody({ headers, body }: MimePart): string {
  const encoding = onlyHeader(headers, 'content-transfer-encoding').toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  const bytes =
    encoding === 'quoted-printable' ? decodeQuotedPrintable(body.replace(/=\r\n/g, '')) : body;
  return Buffer.from(bytes, 'latin1').toString();
}

function decodeQuotedPrintable(text: string): string {
  return text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
