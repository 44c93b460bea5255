// A real SMTP server on the loopback interface, with faults that a test can set for each step of a session.
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { afterFile } from './after-file.js';
import { parseMail } from './read-mail.js';

/** A fault of the server: a response such as `450 4.2.1 later`, no response, or a closed connection. */
export type SmtpFault = `${4 | 5}${number} ${string}` | 'hang' | 'drop';

export interface SmtpServerBehavior {
  /** The fault before the greeting. */
  readonly connect?: SmtpFault;
  readonly login?: SmtpFault;
  readonly sender?: SmtpFault;
  readonly recipient?: SmtpFault;
  /** The fault after the first bytes of the mail. */
  readonly during?: 'hang' | 'drop';
  /** The fault after the whole mail. */
  readonly mail?: SmtpFault;
  /** Whether the mail counts as received although `mail` is set. */
  readonly acceptsMail?: boolean;
}

/** The step of a session for which a behavior is chosen. */
interface SmtpSessionStep {
  readonly step: 'connect' | 'login' | 'sender' | 'recipient' | 'mail';
  /** The name of the login; empty without a login. */
  readonly user: string;
}

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly smtpUtf8: boolean;
  readonly secure: boolean;
  readonly user: string;
  readonly messageId: string;
  readonly raw: Buffer;
}

export interface TestSmtpServer {
  /** The port, which stays the same when the server is stopped and started. */
  readonly port: number;
  readonly received: readonly ReceivedMail[];
  /** How many connections were opened since the start. */
  readonly connections: number;
  /** Sets the behavior from the next step on. */
  setBehavior(behavior: SmtpServerBehavior | ((at: SmtpSessionStep) => SmtpServerBehavior)): void;
  /** Called for each received mail, before the response. */
  onReceived: ((mail: ReceivedMail) => unknown) | null;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function startSmtpServer(options: SMTPServerOptions = {}): Promise<TestSmtpServer> {
  const received: ReceivedMail[] = [];
  const sockets = new Map<number, Socket>();
  let behaviorAt: (at: SmtpSessionStep) => SmtpServerBehavior = () => ({});
  let current: SMTPServer | null = null;
  let port = 0;
  let connections = 0;

  /** Continues the session, or does what the fault says. */
  function step(
    session: SMTPServerSession,
    fault: SmtpFault | undefined,
    respond: (error?: Error) => void,
  ): void {
    if (fault === undefined) {
      respond();
      return;
    }
    if (fault === 'drop') sockets.get(session.remotePort)?.destroy();
    if (fault === 'drop' || fault === 'hang') return;
    const [code = '', ...words] = fault.split(' ');
    respond(Object.assign(new Error(words.join(' ')), { responseCode: Number(code) }));
  }
  const behaviorIn = (step: SmtpSessionStep['step'], session: SMTPServerSession) =>
    behaviorAt({ step, user: userOf(session) });

  const open = (): SMTPServer =>
    new SMTPServer({
      authOptional: true,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      hideENHANCEDSTATUSCODES: true,
      closeTimeout: 1,
      logger: false,
      onConnect: (session, respond) =>
        step(session, behaviorIn('connect', session).connect, respond),
      onAuth: ({ username = '' }, session, respond) => {
        const { login } = behaviorAt({ step: 'login', user: username });
        step(session, login, (error) => respond(error ?? null, { user: username }));
      },
      onMailFrom: (_, session, respond) =>
        step(session, behaviorIn('sender', session).sender, respond),
      onRcptTo: (_, session, respond) =>
        step(session, behaviorIn('recipient', session).recipient, respond),
      onData(stream, session, respond) {
        const { during, mail, acceptsMail = mail === undefined } = behaviorIn('mail', session);
        if (during !== undefined) {
          stream.once('data', () => step(session, during, respond));
          return;
        }
        const receive = async (raw: Buffer) => {
          if (acceptsMail) {
            const receivedMail = toReceivedMail(session, raw);
            received.push(receivedMail);
            await server.onReceived?.(receivedMail);
          }
          step(session, mail, respond);
        };
        // A client that disconnects within a mail has not sent it.
        void buffer(stream).then(receive, () => {});
      },
      ...options,
    });

  const server: TestSmtpServer = {
    get port() {
      return port;
    },
    get connections() {
      return connections;
    },
    received,
    onReceived: null,
    setBehavior(given) {
      behaviorAt = typeof given === 'function' ? given : () => given;
    },
    async start() {
      if (current !== null) return;
      current = open();
      current.on('error', () => {});
      current.server.on('connection', (socket: Socket) => {
        connections += 1;
        const { remotePort = 0 } = socket;
        sockets.set(remotePort, socket);
        socket.once('close', () => sockets.delete(remotePort));
      });
      await once(current.listen(port, '127.0.0.1'), 'listening');
      port = portOf(current.server.address());
    },
    async stop() {
      const stopped = current;
      current = null;
      if (stopped === null) return;
      const closed = new Promise<void>((resolve) => stopped.close(resolve));
      for (const socket of sockets.values()) socket.destroy();
      await closed;
    },
  };
  await server.start();
  afterFile(server.stop);
  return server;
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('The server does not listen on a port.');
}

function userOf({ user }: SMTPServerSession): string {
  return typeof user === 'string' ? user : '';
}

function toReceivedMail(session: SMTPServerSession, raw: Buffer): ReceivedMail {
  const { mailFrom, rcptTo, smtpUtf8 = false } = session.envelope;
  return {
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    smtpUtf8,
    secure: session.secure,
    user: userOf(session),
    messageId: parseMail(raw).header('message-id'),
    raw,
  };
}
