// Which mail server, and how safe the way to it must be.

/** A mail server, by its URL or by its parts. */
export interface SmtpServerOptions {
  /**
   * `smtp://user:password@host:587` or `smtps://…`, with user and password percent-encoded and without a query. What is
   * given beside it counts before it.
   */
  readonly url?: string;
  readonly host?: string;
  /** 587, or 465 where `secure` is true. */
  readonly port?: number;
  /** TLS from the first byte on; true for `smtps:` and for port 465. */
  readonly secure?: boolean;
  /**
   * Whether mail waits until the server offers TLS with a certificate that holds: true, but for a server on this machine.
   * Where it is false, STARTTLS is used if it is offered; on this machine it is not.
   */
  readonly requireTls?: boolean;
  readonly auth?: { readonly user: string; readonly password: string };
}

export interface Server {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly requireTls: boolean;
  readonly ignoreTls: boolean;
  readonly auth: { readonly user: string; readonly password: string } | null;
}

/** Throws an error that says what to give; it never repeats a user name or a password. */
export function serverOf(options: SmtpServerOptions): Server {
  const fromUrl = options.url === undefined ? {} : readUrl(options.url);
  const { host, port, secure, auth } = { ...fromUrl, ...given(options) };
  if (host === undefined || host === '')
    throw new Error(`the mail server has no host; ${whatToGive}`);
  const isSecure = secure ?? port === 465;
  const isHere = thisMachine.test(host);
  const requireTls = options.requireTls ?? !isHere;
  return {
    host,
    port: portOf(port ?? (isSecure ? 465 : 587)),
    secure: isSecure,
    requireTls,
    ignoreTls: isHere && !requireTls,
    auth: auth ?? null,
  };
}

type Named = Pick<SmtpServerOptions, 'host' | 'port' | 'secure' | 'auth'>;

const thisMachine = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|::1)$/i;
const whatToGive = 'give a url such as smtp://user:password@smtp.example.com:587';

function given({ host, port, secure, auth }: SmtpServerOptions): Named {
  return {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(secure === undefined ? {} : { secure }),
    ...(auth === undefined ? {} : { auth }),
  };
}

/** Read here and not by nodemailer, which would take any option at all from the query. */
function readUrl(text: string): Named {
  if (!URL.canParse(text))
    throw new Error(`the address of the mail server is not a URL; ${whatToGive}`);
  const { protocol, hostname, port, username, password, search, pathname } = new URL(text);
  if (protocol !== 'smtp:' && protocol !== 'smtps:') {
    throw new Error(`the address of the mail server begins with ${protocol}; ${whatToGive}`);
  }
  if (search !== '' || pathname.length > 1) {
    throw new Error(`the address of the mail server has a path or a query; ${whatToGive}`);
  }
  const isSecure = protocol === 'smtps:' ? { secure: true } : {};
  const auth = { user: decoded(username), password: decoded(password) };
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(port === '' ? {} : { port: Number(port) }),
    ...isSecure,
    ...(username === '' ? {} : { auth }),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Error(
      'the user or the password in the address of the mail server is not percent-encoded; write % as %25',
    );
  }
}

function portOf(port: number): number {
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new RangeError(
    `the port of the mail server is ${port}; it takes a whole number from 1 to 65535`,
  );
}
