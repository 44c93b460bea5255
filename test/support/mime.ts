// What a mail says once it has arrived: just as much of RFC 2045 to 2047 as the mails of this project need.

export interface ArrivedMail {
  /** Every header in its order, unfolded and not decoded. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The value of the one header of this name, decoded; throws where there is none, or more than one. */
  header(name: string): string;
  readonly text: string;
  readonly html: string;
}

export function readMail(raw: Buffer): ArrivedMail {
  const { headers, body } = partIn(raw.toString('latin1'));
  const header = (name: string) => decodedWords(only(headers, name));
  const content = (type: string) => {
    const [, boundary = ''] = /boundary="([^"]+)"/.exec(header('content-type')) ?? [];
    const parts = body
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => partIn(part.replace(/^\r\n/, '').replace(/\r\n$/, '')));
    const part = parts.find((one) => only(one.headers, 'content-type').startsWith(type));
    if (part === undefined) throw new Error(`the mail has no part of ${type}`);
    return decodedBody(part).replaceAll('\r\n', '\n');
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

interface Part {
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

function partIn(raw: string): Part {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error(`this is no header: ${line}`);
    const value = Buffer.from(line.slice(colon + 1), 'latin1')
      .toString()
      .trim();
    return [line.slice(0, colon).toLowerCase(), value] as const;
  });
  return { headers, body: raw.slice(end + 4) };
}

function only(headers: Part['headers'], name: string): string {
  const values = headers.filter(([known]) => known === name.toLowerCase());
  const [[, value] = ['', '']] = values;
  if (values.length !== 1) throw new Error(`the mail has ${values.length} headers ${name}`);
  return value;
}

function decodedWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : Buffer.from(unquoted(text.replaceAll('_', ' ')), 'latin1').toString(),
    );
}

function decodedBody({ headers, body }: Part): string {
  const encoding = only(headers, 'content-transfer-encoding').toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  const bytes = encoding === 'quoted-printable' ? unquoted(body.replace(/=\r\n/g, '')) : body;
  return Buffer.from(bytes, 'latin1').toString();
}

function unquoted(text: string): string {
  return text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
