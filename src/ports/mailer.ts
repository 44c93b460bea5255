// The port that sends mail.

/** A mail, ready to be sent. */
export interface OutgoingMail {
  /** The same in every attempt. It becomes the Message-ID. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Sends mails through a mail server. */
export interface Mailer {
  /** Resolves when the mail server has accepted the mail. Throws a `MailRefusedError` if a retry cannot succeed, and any other error if it can. */
  send(mail: OutgoingMail): Promise<void>;
}

const mailRefusedSymbol = Symbol.for('guildhall.MailRefusedError');

/**
 * The mail server permanently refused this recipient or this mail, for example because the mailbox does not exist. Do
 * not throw it for problems that somebody can fix, such as a wrong password.
 */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, mailRefusedSymbol, { value: true });
  }
}

/** Whether an error is a `MailRefusedError`, also one from another copy of this package. */
export function isMailRefusedError(error: unknown): error is MailRefusedError {
  return typeof error === 'object' && error !== null && mailRefusedSymbol in error;
}
