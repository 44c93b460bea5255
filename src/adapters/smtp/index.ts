// `guildhall/smtp`: a mailer that sends through an SMTP server with nodemailer.

import { createTransport, type SendMailOptions } from 'nodemailer';
import { requireFactoryOptions } from '../../ports/factory-options.js';
import { type Mailer, MailRefusedError, type OutgoingMail } from '../../ports/mailer.js';
import { toMailError } from './errors.js';
import {
  domainOfAddress,
  type NamedAddress,
  parseRecipient,
  parseSender,
} from './mail-addresses.js';
import { type SmtpServer, type SmtpServerOptions, smtpServerOrThrow } from './server-options.js';

export type { SmtpServerOptions } from './server-options.js';

/** Options of `smtpMailer`: the sender, the server, and limits. */
export interface SmtpOptions extends SmtpServerOptions {
  /** The sender: `no-reply@example.com`, or `Example <no-reply@example.com>`. */
  readonly from: string;
  /** Certificates to trust instead of the well-known ones, in PEM, and the name that the server's certificate must have. */
  readonly tls?: { readonly ca?: string | readonly string[]; readonly servername?: string };
  /** The name by which this machine greets the server; default its host name, if that is fully qualified. */
  readonly name?: string;
  /** How many connections may be open at once; default 5, from 1 to 50. */
  readonly connections?: number;
  readonly timeouts?: SmtpTimeouts;
}

/** Timeouts in seconds, each from 0.05 to 240. The relay's lease of a mail lasts 300 seconds. */
export interface SmtpTimeouts {
  /** Until the connection is open; default 10. */
  readonly connect?: number;
  /** Until the server's greeting, and for the switch to TLS; default 10. */
  readonly greeting?: number;
  /** How long the server may send nothing; default 30. */
  readonly socket?: number;
  /** From the call of `send` until it resolves or throws; default 60. */
  readonly send?: number;
}

/** A mailer that sends through one mail server and reuses its connections. */
export interface SmtpMailer extends Mailer {
  /** `host:port`, to show to people. */
  readonly server: string;
  /** Connects and logs in without sending a mail. Throws the same errors as `send`. */
  verify(): Promise<void>;
  /** Closes every idle connection now, and a busy one after its mail is sent. Afterwards `send` throws. */
  close(): void;
}

const factory = {
  call: 'smtpMailer',
  names: [
    'from',
    'url',
    'host',
    'port',
    'secure',
    'requireTls',
    'auth',
    'tls',
    'name',
    'connections',
    'timeouts',
  ] satisfies readonly (keyof SmtpOptions)[],
  example: "smtpMailer({ from: 'no-reply@example.com', url: 'smtp://localhost:1025' })",
};

/**
 * Creates a mailer that connects when the first mail is sent. Throws an error for an invalid option; the message says
 * what to give and never contains a password.
 */
export function smtpMailer(options: SmtpOptions): SmtpMailer {
  requireFactoryOptions(factory, options);
  const from = typeof options.from === 'string' ? parseSender(options.from) : null;
  if (from === null) {
    throw new Error(
      `${JSON.stringify(options.from)} is not a valid sender; give an address such as no-reply@example.com or Example <no-reply@example.com>`,
    );
  }
  const server = smtpServerOrThrow(options);
  const timeouts = timeoutsInMillisecondsOrThrow(options.timeouts ?? {});
  const transport = createTransport({
    ...transportOptions(server, timeouts),
    ...poolAndTlsOptionsOrThrow(options),
  });
  const name = `${server.host}:${server.port}`;
  let isClosed = false;
  return {
    server: name,
    async send(mail) {
      if (isClosed) throw new Error('this mailer is closed; create another one with smtpMailer()');
      const message = nodemailerMessageOrThrow(mail, from);
      const signal = AbortSignal.timeout(timeouts.send);
      await transport.sendMail({ ...message, signal }).catch((error: unknown) => {
        throw toMailError(error, name);
      });
    },
    async verify() {
      await transport.verify().catch((error: unknown) => {
        throw toMailError(error, name);
      });
    },
    close() {
      isClosed = true;
      transport.close();
    },
  };
}

type TimeoutsInMilliseconds = Readonly<Record<keyof SmtpTimeouts, number>>;

function timeoutsInMillisecondsOrThrow(given: SmtpTimeouts): TimeoutsInMilliseconds {
  const { connect = 10, greeting = 10, socket = 30, send = 60 } = given;
  const seconds = { connect, greeting, socket, send };
  for (const [name, value] of Object.entries(seconds)) {
    if (!(value >= 0.05 && value <= 240)) {
      throw new RangeError(
        `the timeout "${name}" is ${value}; it must be from 0.05 to 240 seconds`,
      );
    }
  }
  const milliseconds = (value: number) => Math.ceil(value * 1000);
  return {
    connect: milliseconds(connect),
    greeting: milliseconds(greeting),
    socket: milliseconds(socket),
    send: milliseconds(send),
  };
}

function transportOptions(server: SmtpServer, timeouts: TimeoutsInMilliseconds) {
  const { host, port, secure, requireTls, ignoreTls, auth } = server;
  return {
    pool: true as const,
    host,
    port,
    secure,
    requireTLS: requireTls,
    ignoreTLS: ignoreTls,
    auth: auth === null ? undefined : { user: auth.user, pass: auth.password },
    connectionTimeout: timeouts.connect,
    dnsTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.socket,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function poolAndTlsOptionsOrThrow({ name, tls, connections = 5 }: SmtpOptions) {
  if (!(Number.isInteger(connections) && connections >= 1 && connections <= 50)) {
    throw new RangeError(`connections is ${connections}; it must be a whole number from 1 to 50`);
  }
  const ca = typeof tls?.ca === 'object' ? [...tls.ca] : tls?.ca;
  // Set explicitly, so that no environment variable can turn it off.
  const checked = { ca, servername: tls?.servername, rejectUnauthorized: true };
  return { name, maxConnections: connections, tls: checked };
}

/** Every address is an object, so that nodemailer parses none of them. */
function nodemailerMessageOrThrow(
  { id, to, subject, text, html }: OutgoingMail,
  from: NamedAddress,
): SendMailOptions {
  const recipient = parseRecipient(to);
  if (recipient === null) {
    throw new MailRefusedError(`mail ${id} has no valid recipient address`);
  }
  return {
    messageId: messageIdOrThrow(id, from),
    from: { ...from },
    to: { ...recipient },
    envelope: { from: { ...from, name: '' }, to: { ...recipient } },
    subject: subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' '),
    text,
    html,
    headers: { 'Auto-Submitted': 'auto-generated' },
    xMailer: false,
  };
}

/** RFC 5322, 3.6.4: a dot-atom before the @. */
function messageIdOrThrow(id: string, from: NamedAddress): string {
  if (/^[\w-]+(?:\.[\w-]+)*$/.test(id)) return `<${id}@${domainOfAddress(from)}>`;
  throw new Error(
    'the id of a mail cannot be used in a Message-ID; use letters, digits, _ and -, with single dots between them',
  );
}
