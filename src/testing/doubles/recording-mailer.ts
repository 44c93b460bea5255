// A mailer for tests that keeps the mails instead of sending them.

import { type Mailer, MailRefusedError, type OutgoingMail } from '../../ports/mailer.js';

/** A mailer that keeps the mails instead of sending them. */
export interface RecordingMailer extends Mailer {
  /** All accepted mails, oldest first. A mail that was sent twice is here twice, with one id. */
  readonly mails: readonly OutgoingMail[];
  /** The accepted mails to one address, oldest first. */
  mailsTo(address: string): readonly OutgoingMail[];
  /** Makes the next `sends` sends fail; the relay tries them again. */
  failNext(sends: number): void;
  /** Refuses every mail to this address permanently, with a `MailRefusedError`. */
  refuseAddress(address: string): void;
}

/** A mailer without mails that accepts everything until `failNext` or `refuseAddress`. */
export function recordingMailer(): RecordingMailer {
  const mails: OutgoingMail[] = [];
  const refused = new Set<string>();
  let failures = 0;
  return {
    mails,
    mailsTo: (address) => mails.filter(({ to }) => to === address),
    failNext(sends) {
      failures = sends;
    },
    refuseAddress(address) {
      refused.add(address);
    },
    async send(mail) {
      await Promise.resolve();
      if (failures > 0) {
        failures -= 1;
        throw new Error(
          `recordingMailer did not accept mail ${mail.id} because of failNext; send it again`,
        );
      }
      if (refused.has(mail.to))
        throw new MailRefusedError(
          `recordingMailer refuses mails to ${mail.to} because of refuseAddress`,
        );
      mails.push(mail);
    },
  };
}

/** The invitation token of a mail: the query parameter `token` of a link in its text. Throws if no link has one. */
export function invitationTokenOf({
  id,
  to,
  text,
}: Pick<OutgoingMail, 'id' | 'to' | 'text'>): string {
  const links = text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  for (const link of links) {
    const token = new URL(link).searchParams.get('token');
    if (token !== null) return token;
  }
  throw new Error(`mail ${id} to ${to} has no link with a token; its text is:\n${text}`);
}
