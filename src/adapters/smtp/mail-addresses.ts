// Mail addresses as objects that nodemailer does not have to parse, checked by the domain's own rules.

import { type EmailWithKey, localPartOf, parseEmail } from '../../domain/user/email.js';

/** An address with a display name, which may be empty. Its domain is in lower-case ASCII. */
export interface NamedAddress {
  readonly name: string;
  readonly address: string;
}

/** Null unless the text is one plain address: no list, no name, no quotes. */
export function parseRecipient(text: string): NamedAddress | null {
  const email = parseEmail(text, []);
  return email.ok ? { name: '', address: toSmtpAddress(email.value) } : null;
}

/** `no-reply@example.com` or `Example <no-reply@example.com>`; null for anything else. */
export function parseSender(text: string): NamedAddress | null {
  const [, name = '', inner = text] = /^\s*([^<>]*?)\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  const mailbox = parseRecipient(inner);
  return mailbox === null ? null : { ...mailbox, name: name.replace(/^"(.*)"$/, '$1') };
}

export function domainOfAddress({ address }: NamedAddress): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** Keeps the local part as its owner wrote it, because only the owner's server knows whether its case matters. */
function toSmtpAddress({ address, key }: EmailWithKey): string {
  return `${localPartOf(address)}${key.slice(key.lastIndexOf('@'))}`;
}
