// What became of a mail that was not taken: whether to try again, and a sentence that holds no part of the mail. The
// server's own words are left out of it, since they may repeat an address or a link.

import { MailRefused } from '../../ports/system.js';

/** Of an error of nodemailer's. */
interface Failure {
  /** `ETIMEDOUT`, `EAUTH`, … */
  readonly code: string;
  /** `RCPT TO`, `DATA`, `CONN`, …; empty where nothing had been said yet. */
  readonly command: string;
  /** What the system said, such as `ECONNREFUSED`. */
  readonly system: string;
  readonly reply: Reply | null;
}

interface Reply {
  /** Three digits. */
  readonly code: number;
  /** RFC 3463, such as `5.1.1`; empty where the server gives none. */
  readonly status: string;
}

/** `MailRefused` where trying again is in vain, else an error after which the mail is to be sent again. */
export function faultOf(error: unknown, server: string): Error {
  const failure = failureOf(error);
  const { reply, command } = failure;
  if (reply !== null && isForGood(command, reply)) {
    return new MailRefused(
      `the mail server ${server} refused the recipient for good (${shown(reply)})`,
    );
  }
  return new Error(`the mail server ${server} ${reasonOf(failure)}`);
}

/**
 * Only where the recipient, or the mail itself, can be to blame. What is said before the recipient is named, and whatever
 * is about us (login, sender, policy, a session gone wrong), can be mended while the mail waits.
 */
function isForGood(command: string, { code, status }: Reply): boolean {
  if (code < 500 || code > 599) return false;
  if (status !== '') return isOfRecipient(status) && afterSender.has(command);
  return codesForGood[command]?.has(code) ?? false;
}

const afterSender: ReadonlySet<string> = new Set(['RCPT TO', 'DATA']);

/** Without a status; 554 to RCPT TO is mostly a policy, and 552 a full mailbox, which RFC 5321, 4.5.3.1.10, takes for temporary. */
const codesForGood: Readonly<Record<string, ReadonlySet<number>>> = {
  'RCPT TO': new Set([501, 550, 551, 553, 556]),
  DATA: new Set([550, 551, 553, 554]),
};

/**
 * RFC 3463: 5.1 address, 5.2 mailbox, 5.6 content. Not 5.1.7 and 5.1.8, which are about the sender though servers say
 * them at RCPT TO, nor 5.2.2, a full mailbox.
 */
function isOfRecipient(status: string): boolean {
  return /^5\.[126]\./.test(status) && !/^5\.(?:1\.[78]|2\.2)$/.test(status);
}

function reasonOf({ code, command, system, reply }: Failure): string {
  if (code === 'EAUTH' || code === 'ENOAUTH') {
    const answer = reply === null ? '' : ` (${shown(reply)})`;
    return `did not let us log in${answer}; check the user name and the password`;
  }
  if (code === 'ETLS' || /CERT|SSL|TLS|SELF_SIGNED/.test(system)) {
    return `offers no connection that is safe${named(system)}; check its certificate and that it offers STARTTLS`;
  }
  if (reply !== null) return `answered ${shown(reply)}${at(command)}`;
  if (code === 'ETIMEDOUT' || code === 'EABORT') return 'did not answer in time';
  if (code === 'ECONNECTION') return `closed the connection${at(command)}`;
  const isOutOfReach = code === 'ESOCKET' || code === 'EDNS';
  return `${isOutOfReach ? 'cannot be reached' : 'could not be used'}${named(system || code)}`;
}

function shown({ code, status }: Reply): string {
  return status === '' ? `${code}` : `${code} ${status}`;
}

function at(command: string): string {
  if (command === '' || command === 'API') return '';
  return command === 'CONN' ? ' to our connection' : ` to ${command}`;
}

function named(code: string): string {
  return code === '' ? '' : ` (${code})`;
}

function failureOf(error: unknown): Failure {
  const read = (name: string): string => {
    const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return {
    code: read('code'),
    command: read('command'),
    system: read('originalCode'),
    reply: replyOf(read('response')),
  };
}

function replyOf(response: string): Reply | null {
  const [, code, status = ''] =
    /^(\d{3})(?:[ -]([245]\.\d{1,3}\.\d{1,3}))?(?![\d.])/.exec(response) ?? [];
  return code === undefined ? null : { code: Number(code), status };
}
