import { type Mail, type Mailer, MailRefused } from '../../ports/system.js';

/** A mail server that keeps what it takes. */
export interface Mailbox extends Mailer {
  /** Everything taken, oldest first; a mail that was sent twice stands here twice, under one id. */
  readonly mails: readonly Mail[];
  /** The mails to one address. */
  to(address: string): readonly Mail[];
  /** The next so many sends fail in a way that is worth another try. */
  failNext(sends: number): void;
  /** Every send to this address is refused for good. */
  refuse(address: string): void;
}

/** An empty mailbox that takes everything until it is told otherwise. */
export function mailbox(): Mailbox {
  const mails: Mail[] = [];
  const refused = new Set<string>();
  let failures = 0;
  return {
    mails,
    to: (address) => mails.filter(({ to }) => to === address),
    failNext(sends) {
      failures = sends;
    },
    refuse(address) {
      refused.add(address);
    },
    async send(mail) {
      await Promise.resolve();
      if (failures > 0) {
        failures -= 1;
        throw new Error(
          `the mailbox was told to fail, and so mail ${mail.id} was not taken; send it again`,
        );
      }
      if (refused.has(mail.to)) throw new MailRefused(`there is no mailbox ${mail.to}`);
      mails.push(mail);
    },
  };
}

/** The token in a mail's link, from its query parameter `token`; throws where the mail has none. */
export function tokenIn({ id, to, text }: Pick<Mail, 'id' | 'to' | 'text'>): string {
  const links = text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  for (const link of links) {
    const token = new URL(link).searchParams.get('token');
    if (token !== null) return token;
  }
  throw new Error(`mail ${id} to ${to} holds no link with a token; its text is:\n${text}`);
}
