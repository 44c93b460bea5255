// The views of a webhook.

import { type AudienceView, pickVisibleFields } from '../../domain/shared/field-visibility.js';
import { webhookFieldVisibility } from '../../domain/shared/field-visibility-tables.js';
import type { Webhook, WebhookDisableReason } from '../../domain/webhook/webhook.js';

/** A webhook as who has `keys:manage` sees it: without its secret, which is shown once. */
export interface WebhookView
  extends Omit<AudienceView<Webhook, typeof webhookFieldVisibility, 'admin'>, 'disabled'> {
  readonly enabled: boolean;
  readonly disabledAt?: Date;
  readonly disabledReason?: WebhookDisableReason;
  /** After a rotation: until when deliveries are also signed with the previous secret. */
  readonly previousSecretUntil?: Date;
}

export function webhookView(webhook: Webhook): WebhookView {
  const { disabled, ...fields } = /* WEBHOOK-9 */ pickVisibleFields(
    'admin',
    webhookFieldVisibility,
    webhook,
  );
  const { previousSecret } = webhook;
  return {
    ...fields,
    enabled: disabled === undefined,
    ...(disabled === undefined ? {} : { disabledAt: disabled.at, disabledReason: disabled.reason }),
    ...(previousSecret === undefined ? {} : { previousSecretUntil: previousSecret.until }),
  };
}

/** A webhook with its signing secret. */
export interface WebhookWithSecretView {
  readonly webhook: WebhookView;
  /**
   * `whsec_` and base64, as libraries for Standard Webhooks expect it. It is shown only once: null if this command did not
   * create it, or when a command is repeated.
   */
  readonly secret: string | null;
}
