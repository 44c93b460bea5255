// Addresses as nodemailer is given them: objects that it need not parse, after the grammar of the domain.

import { type Email, localPartOf, parseEmail } from '../../domain/user/email.js';

/** A name may stand before it. The domain is in lower-case ASCII. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** Null for anything but one plain address: no list, no name, no quotes. */
export function recipientOf(text: string): Mailbox | null {
  const email = parseEmail(text, []);
  return email.ok ? { name: '', address: sendable(email.value) } : null;
}

/** `no-reply@example.com` or `Example <no-reply@example.com>`; null for anything else. */
export function senderOf(text: string): Mailbox | null {
  const [, name = '', inner = text] = /^\s*([^<>]*?)\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  const mailbox = recipientOf(inner);
  return mailbox === null ? null : { ...mailbox, name: name.replace(/^"(.*)"$/, '$1') };
}

export function domainOf({ address }: Mailbox): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** The local part as its owner wrote it, since only their server knows what its case means. */
function sendable({ address, key }: Email): string {
  return `${localPartOf(address)}${key.slice(key.lastIndexOf('@'))}`;
}
