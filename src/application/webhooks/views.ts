import { webhookFields } from '../../domain/shared/fields.js';
import { type View, visibleTo } from '../../domain/shared/visibility.js';
import type { DisablingReason, Webhook } from '../../domain/webhook/webhook.js';

/** A webhook as admins see it: without its secret, which is shown once. */
export interface WebhookView
  extends Omit<View<Webhook, typeof webhookFields, 'admin'>, 'disabled'> {
  readonly enabled: boolean;
  readonly disabledAt?: Date;
  readonly disabledReason?: DisablingReason;
  /** Where the secret was rotated: until when deliveries are signed with the one before, too. */
  readonly previousSecretUntil?: Date;
}

export function webhookView(webhook: Webhook): WebhookView {
  const { disabled, ...fields } = visibleTo('admin', webhookFields, webhook);
  const { previous } = webhook;
  return {
    ...fields,
    enabled: disabled === undefined,
    ...(disabled === undefined ? {} : { disabledAt: disabled.at, disabledReason: disabled.reason }),
    ...(previous === undefined ? {} : { previousSecretUntil: previous.until }),
  };
}

/** A webhook with its secret. */
export interface NewWebhookView {
  readonly webhook: WebhookView;
  /**
   * `whsec_` and base64, as libraries for Standard Webhooks take it. Null unless this command has made it, and in the
   * answer to a repeated one: what was shown once is not shown twice.
   */
  readonly secret: string | null;
}
