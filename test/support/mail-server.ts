// A real SMTP server on loopback, which does at each step what it is told.
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { afterAll } from 'vitest';
import { readMail } from './mime.js';

/** What the server does instead of going on: an answer such as `450 4.2.1 later`, silence, or the end of the connection. */
export type Misdeed = `${4 | 5}${number} ${string}` | 'hang' | 'drop';

export interface Conduct {
  /** Before the greeting. */
  readonly connect?: Misdeed;
  readonly login?: Misdeed;
  readonly sender?: Misdeed;
  readonly recipient?: Misdeed;
  /** Once the first bytes of the mail are there. */
  readonly during?: 'hang' | 'drop';
  /** Once the whole mail is there. */
  readonly mail?: Misdeed;
  /** Whether a mail counts as taken although `mail` keeps the answer back. */
  readonly takes?: boolean;
}

/** Where a session stands when its conduct is asked for. */
interface At {
  readonly step: 'connect' | 'login' | 'sender' | 'recipient' | 'mail';
  /** By login; empty without one. */
  readonly user: string;
}

export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly smtpUtf8: boolean;
  readonly secure: boolean;
  readonly user: string;
  readonly messageId: string;
  readonly raw: Buffer;
}

export interface MailServer {
  /** Given to the mailer; the port stays when the server is down. */
  readonly port: number;
  readonly taken: readonly TakenMail[];
  /** Every connection since the start. */
  readonly connections: number;
  /** From the next step on. */
  behave(conduct: Conduct | ((at: At) => Conduct)): void;
  /** Called for each mail that is taken, before the answer. */
  onTaken: ((mail: TakenMail) => unknown) | null;
  stop(): Promise<void>;
  start(): Promise<void>;
}

const running: MailServer[] = [];

afterAll(async () => {
  for (const server of running.splice(0)) await server.stop();
});

export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const taken: TakenMail[] = [];
  const sockets = new Map<number, Socket>();
  let conductOf: (at: At) => Conduct = () => ({});
  let current: SMTPServer | null = null;
  let port = 0;
  let connections = 0;

  /** Goes on, unless it is told otherwise. */
  function step(
    session: SMTPServerSession,
    misdeed: Misdeed | undefined,
    answer: (error?: Error) => void,
  ): void {
    if (misdeed === undefined) {
      answer();
      return;
    }
    if (misdeed === 'drop') sockets.get(session.remotePort)?.destroy();
    if (misdeed === 'drop' || misdeed === 'hang') return;
    const [code = '', ...words] = misdeed.split(' ');
    answer(Object.assign(new Error(words.join(' ')), { responseCode: Number(code) }));
  }
  const conduct = (step: At['step'], session: SMTPServerSession) =>
    conductOf({ step, user: userOf(session) });

  const open = (): SMTPServer =>
    new SMTPServer({
      authOptional: true,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      hideENHANCEDSTATUSCODES: true,
      closeTimeout: 1,
      logger: false,
      onConnect: (session, answer) => step(session, conduct('connect', session).connect, answer),
      onAuth: ({ username = '' }, session, answer) => {
        const { login } = conductOf({ step: 'login', user: username });
        step(session, login, (error) => answer(error ?? null, { user: username }));
      },
      onMailFrom: (_, session, answer) => step(session, conduct('sender', session).sender, answer),
      onRcptTo: (_, session, answer) =>
        step(session, conduct('recipient', session).recipient, answer),
      onData(stream, session, answer) {
        const { during, mail, takes = mail === undefined } = conduct('mail', session);
        if (during !== undefined) {
          stream.once('data', () => step(session, during, answer));
          return;
        }
        const arrive = async (raw: Buffer) => {
          if (takes) {
            const arrived = takenOf(session, raw);
            taken.push(arrived);
            await server.onTaken?.(arrived);
          }
          step(session, mail, answer);
        };
        // Whoever hangs up within a mail has sent none.
        void buffer(stream).then(arrive, () => {});
      },
      ...options,
    });

  const server: MailServer = {
    get port() {
      return port;
    },
    get connections() {
      return connections;
    },
    taken,
    onTaken: null,
    behave(given) {
      conductOf = typeof given === 'function' ? given : () => given;
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
  running.push(server);
  return server;
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('the server listens on no port');
}

function userOf({ user }: SMTPServerSession): string {
  return typeof user === 'string' ? user : '';
}

function takenOf(session: SMTPServerSession, raw: Buffer): TakenMail {
  const { mailFrom, rcptTo, smtpUtf8 = false } = session.envelope;
  return {
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    smtpUtf8,
    secure: session.secure,
    user: userOf(session),
    messageId: readMail(raw).header('message-id'),
    raw,
  };
}
