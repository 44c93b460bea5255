// Options of the mail server, and whether the connection to it must use TLS.

/** A mail server, by its URL or by its parts. */
export interface SmtpServerOptions {
  /**
   * `smtp://user:password@host:587` or `smtps://…`, with user and password percent-encoded and without a query. The
   * other options override its parts.
   */
  readonly url?: string;
  readonly host?: string;
  /** Default 587, or 465 if `secure` is true. */
  readonly port?: number;
  /** TLS from the first byte; default true for `smtps:` and for port 465, otherwise false. */
  readonly secure?: boolean;
  /**
   * Whether mail is sent only over TLS with a valid certificate; default true, except for a server on this machine.
   * If it is false, STARTTLS is used when the server offers it, except on this machine.
   */
  readonly requireTls?: boolean;
  readonly auth?: { readonly user: string; readonly password: string };
}

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly requireTls: boolean;
  readonly ignoreTls: boolean;
  readonly auth: { readonly user: string; readonly password: string } | null;
}

/**
 * The server, with defaults filled in. Throws an error for an invalid option; the message says what to give and never
 * contains a user name or a password.
 */
export function smtpServerOrThrow(options: SmtpServerOptions): SmtpServer {
  const fromUrl = options.url === undefined ? {} : parseServerUrlOrThrow(options.url);
  const { host, port, secure, auth } = { ...fromUrl, ...pickGivenServerParts(options) };
  if (host === undefined || host === '')
    throw new Error(`the mail server has no host; ${serverUrlAdvice}`);
  const isSecure = secure ?? port === 465;
  const isHere = localHostPattern.test(host);
  const requireTls = options.requireTls ?? !isHere;
  return {
    host,
    port: portOrThrow(port ?? (isSecure ? 465 : 587)),
    secure: isSecure,
    requireTls,
    ignoreTls: isHere && !requireTls,
    auth: auth ?? null,
  };
}

type ServerParts = Pick<SmtpServerOptions, 'host' | 'port' | 'secure' | 'auth'>;

const localHostPattern = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|::1)$/i;
const serverUrlAdvice = 'give a url such as smtp://user:password@smtp.example.com:587';

function pickGivenServerParts({ host, port, secure, auth }: SmtpServerOptions): ServerParts {
  return {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(secure === undefined ? {} : { secure }),
    ...(auth === undefined ? {} : { auth }),
  };
}

/** Parsed here because nodemailer would accept any option from the query. */
function parseServerUrlOrThrow(text: string): ServerParts {
  if (!URL.canParse(text))
    throw new Error(`the address of the mail server is not a URL; ${serverUrlAdvice}`);
  const { protocol, hostname, port, username, password, search, pathname } = new URL(text);
  if (protocol !== 'smtp:' && protocol !== 'smtps:') {
    throw new Error(`the address of the mail server begins with ${protocol}; ${serverUrlAdvice}`);
  }
  if (search !== '' || pathname.length > 1) {
    throw new Error(`the address of the mail server has a path or a query; ${serverUrlAdvice}`);
  }
  const isSecure = protocol === 'smtps:' ? { secure: true } : {};
  const auth = {
    user: decodeCredentialOrThrow(username),
    password: decodeCredentialOrThrow(password),
  };
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(port === '' ? {} : { port: Number(port) }),
    ...isSecure,
    ...(username === '' ? {} : { auth }),
  };
}

function decodeCredentialOrThrow(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Error(
      'the user or the password in the address of the mail server is not percent-encoded; write % as %25',
    );
  }
}

function portOrThrow(port: number): number {
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new RangeError(
    `the port of the mail server is ${port}; it must be a whole number from 1 to 65535`,
  );
}
