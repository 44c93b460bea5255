// Turns an error of nodemailer into an error for the relay: refused for good, or worth another attempt. The message
// holds no part of the mail, and none of the server's own text, which may repeat an address or a link.

import { MailRefusedError } from '../../ports/mailer.js';

/** What an error of nodemailer says. */
interface SmtpFailure {
  /** `ETIMEDOUT`, `EAUTH`, … */
  readonly code: string;
  /** `RCPT TO`, `DATA`, `CONN`, …; empty if no command was sent yet. */
  readonly command: string;
  /** The error code of the system, such as `ECONNREFUSED`. */
  readonly system: string;
  readonly reply: SmtpReply | null;
}

interface SmtpReply {
  /** Three digits. */
  readonly code: number;
  /** The enhanced status code of RFC 3463, such as `5.1.1`; empty if the server sends none. */
  readonly status: string;
}

/** A `MailRefusedError` if another attempt cannot succeed; otherwise a plain error, after which the mail is sent again. */
export function toMailError(error: unknown, server: string): Error {
  const failure = toSmtpFailure(error);
  const { reply, command } = failure;
  if (reply !== null && isPermanentRefusal(command, reply)) {
    return new MailRefusedError(
      `the mail server ${server} refused the recipient for good (${replyText(reply)})`,
    );
  }
  return new Error(`the mail server ${server} ${failureText(failure)}`);
}

/**
 * True only if the recipient or the mail itself can be the cause. Other errors (login, sender, policy, a broken
 * session) can be fixed; the mail waits.
 */
function isPermanentRefusal(command: string, { code, status }: SmtpReply): boolean {
  if (code < 500 || code > 599) return false;
  if (status !== '')
    return isPermanentRecipientOrContentStatus(status) && commandsAfterSender.has(command);
  return permanentCodesByCommand[command]?.has(code) ?? false;
}

const commandsAfterSender: ReadonlySet<string> = new Set(['RCPT TO', 'DATA']);

/**
 * Reply codes that are final if the server sends no status. Not 554 to RCPT TO, which is mostly a policy, and not
 * 552, a full mailbox, which RFC 5321, 4.5.3.1.10, treats as temporary.
 */
const permanentCodesByCommand: Readonly<Record<string, ReadonlySet<number>>> = {
  'RCPT TO': new Set([501, 550, 551, 553, 556]),
  DATA: new Set([550, 551, 553, 554]),
};

/**
 * RFC 3463: 5.1 is the address, 5.2 the mailbox, 5.6 the content. Not 5.1.7 and 5.1.8, which are about the sender
 * although servers send them at RCPT TO, and not 5.2.2, a full mailbox.
 */
function isPermanentRecipientOrContentStatus(status: string): boolean {
  return /^5\.[126]\./.test(status) && !/^5\.(?:1\.[78]|2\.2)$/.test(status);
}

function failureText({ code, command, system, reply }: SmtpFailure): string {
  if (code === 'EAUTH' || code === 'ENOAUTH') {
    const answer = reply === null ? '' : ` (${replyText(reply)})`;
    return `refused the login${answer}; check the user name and the password`;
  }
  if (code === 'ETLS' || /CERT|SSL|TLS|SELF_SIGNED/.test(system)) {
    return `offers no safe connection${codeText(system)}; check its certificate and that it offers STARTTLS`;
  }
  if (reply !== null) return `answered ${replyText(reply)}${commandText(command)}`;
  if (code === 'ETIMEDOUT' || code === 'EABORT') return 'did not answer in time';
  if (code === 'ECONNECTION') return `closed the connection${commandText(command)}`;
  const isOutOfReach = code === 'ESOCKET' || code === 'EDNS';
  return `${isOutOfReach ? 'cannot be reached' : 'could not be used'}${codeText(system || code)}`;
}

function replyText({ code, status }: SmtpReply): string {
  return status === '' ? `${code}` : `${code} ${status}`;
}

function commandText(command: string): string {
  if (command === '' || command === 'API') return '';
  return command === 'CONN' ? ' to our connection' : ` to ${command}`;
}

function codeText(code: string): string {
  return code === '' ? '' : ` (${code})`;
}

function toSmtpFailure(error: unknown): SmtpFailure {
  const read = (name: string): string => {
    const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return {
    code: read('code'),
    command: read('command'),
    system: read('originalCode'),
    reply: parseReply(read('response')),
  };
}

function parseReply(response: string): SmtpReply | null {
  const [, code, status = ''] =
    /^(\d{3})(?:[ -]([245]\.\d{1,3}\.\d{1,3}))?(?![\d.])/.exec(response) ?? [];
  return code === undefined ? null : { code: Number(code), status };
}
