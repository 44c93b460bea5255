// Mail by SMTP, on nodemailer.

import { createTransport, type SendMailOptions } from 'nodemailer';
import { type Mail, type Mailer, MailRefused } from '../../ports/system.js';
import { domainOf, type Mailbox, recipientOf, senderOf } from './addresses.js';
import { faultOf } from './faults.js';
import { type Server, type SmtpServerOptions, serverOf } from './server.js';

export type { SmtpServerOptions } from './server.js';

/** What `smtpMailer` is given: whom mails come from, and the server. */
export interface SmtpOptions extends SmtpServerOptions {
  /** Whom mails come from: `no-reply@example.com`, or `Example <no-reply@example.com>`. */
  readonly from: string;
  /** Certificates to trust instead of the well-known ones, in PEM, and the name that the server's must bear. */
  readonly tls?: { readonly ca?: string | readonly string[]; readonly servername?: string };
  /** What this machine calls itself; its host name where that is a full one. */
  readonly name?: string;
  /** How many connections are open at once: 5; 1 to 50. */
  readonly connections?: number;
  readonly timeouts?: SmtpTimeouts;
}

/** Seconds, 0.05 to 240: the relay's lease of a mail lasts 300. */
export interface SmtpTimeouts {
  /** Until the connection stands: 10. */
  readonly connect?: number;
  /** Until the server's greeting, and for the change to TLS: 10. */
  readonly greeting?: number;
  /** In which the server says nothing: 30. */
  readonly silence?: number;
  /** From the call until the mail is taken or not, whatever happens: 60. */
  readonly send?: number;
}

/** A mailer that sends through a mail server, over connections that it keeps. */
export interface SmtpMailer extends Mailer {
  /** `host:port`, for people. */
  readonly server: string;
  /** Connects and logs in, and sends nothing; throws what `send` would throw where that fails. */
  verify(): Promise<void>;
  /** Ends every connection that sends nothing; those that do end when it is sent. Nothing can be sent afterwards. */
  close(): void;
}

/** Connects when the first mail is sent. Throws an error that says what to give; it never repeats a password. */
export function smtpMailer(options: SmtpOptions): SmtpMailer {
  const from = senderOf(options.from);
  if (from === null) {
    throw new Error(
      `mail cannot come from "${options.from}"; give an address such as no-reply@example.com or Example <no-reply@example.com>`,
    );
  }
  const server = serverOf(options);
  const timeouts = timeoutsOf(options.timeouts ?? {});
  const transport = createTransport({ ...transportOf(server, timeouts), ...settingsOf(options) });
  const name = `${server.host}:${server.port}`;
  let isClosed = false;
  return {
    server: name,
    async send(mail) {
      if (isClosed) throw new Error('this mailer was closed; make another one with smtpMailer()');
      const message = messageOf(mail, from);
      const signal = AbortSignal.timeout(timeouts.send);
      await transport.sendMail({ ...message, signal }).catch((error: unknown) => {
        throw faultOf(error, name);
      });
    },
    async verify() {
      await transport.verify().catch((error: unknown) => {
        throw faultOf(error, name);
      });
    },
    close() {
      isClosed = true;
      transport.close();
    },
  };
}

type Milliseconds = Readonly<Record<keyof SmtpTimeouts, number>>;

function timeoutsOf(given: SmtpTimeouts): Milliseconds {
  const { connect = 10, greeting = 10, silence = 30, send = 60 } = given;
  const seconds = { connect, greeting, silence, send };
  for (const [name, value] of Object.entries(seconds)) {
    if (!(value >= 0.05 && value <= 240)) {
      throw new RangeError(`the timeout "${name}" is ${value}; it takes seconds from 0.05 to 240`);
    }
  }
  const milliseconds = (value: number) => Math.ceil(value * 1000);
  return {
    connect: milliseconds(connect),
    greeting: milliseconds(greeting),
    silence: milliseconds(silence),
    send: milliseconds(send),
  };
}

function transportOf(server: Server, timeouts: Milliseconds) {
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
    socketTimeout: timeouts.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function settingsOf({ name, tls, connections = 5 }: SmtpOptions) {
  if (!(Number.isInteger(connections) && connections >= 1 && connections <= 50)) {
    throw new RangeError(`connections is ${connections}; it takes a whole number from 1 to 50`);
  }
  const ca = typeof tls?.ca === 'object' ? [...tls.ca] : tls?.ca;
  return { name, maxConnections: connections, tls: { ca, servername: tls?.servername } };
}

/** Nothing in it is left to nodemailer to parse. */
function messageOf({ id, to, subject, text, html }: Mail, from: Mailbox): SendMailOptions {
  const recipient = recipientOf(to);
  if (recipient === null) {
    throw new MailRefused(`the address of mail ${id} is not one that mail can be sent to`);
  }
  return {
    messageId: messageIdOf(id, from),
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
function messageIdOf(id: string, from: Mailbox): string {
  if (/^[\w-]+(?:\.[\w-]+)*$/.test(id)) return `<${id}@${domainOf(from)}>`;
  throw new Error(
    'the id of a mail cannot stand in a Message-ID; make it of letters, digits, _ and -, with single dots between them',
  );
}
