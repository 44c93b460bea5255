// The options of the relay.

import type { FieldCipher } from '../../ports/field-cipher.js';
import type { Mailer } from '../../ports/mailer.js';
import type { WebhookSender } from '../../ports/webhook-sender.js';
import type { MailTemplates } from '../mail/mail-templates.js';

/** What the relay needs besides the dependencies of the use cases. */
export interface RelayOptions {
  /** Null if the embedder gave none: the relay then cannot run. */
  readonly mailer: Mailer | null;
  /** Null if the embedder gave none: webhook messages wait for a relay that has one. */
  readonly webhookSender: WebhookSender | null;
  readonly templates: MailTemplates;
  /** The language of a mail if its invitation has none. */
  readonly language: string;
  /** The address that links begin with, from `baseUrlOrThrow`. */
  readonly baseUrl: string;
}

/** What a relay sends with. Without a sender or a cipher, webhooks are left to another relay. */
export interface Senders extends RelayOptions {
  readonly mailer: Mailer;
  readonly webhooks: { readonly sender: WebhookSender; readonly cipher: FieldCipher } | null;
}
