// What takes webhooks to whoever has asked for them.

/** One attempt to deliver. */
export interface WebhookDelivery {
  /** 1 to 128 characters of `[a-zA-Z0-9_-]`, stable over every attempt: receivers tell repeats by it. */
  readonly id: string;
  /** As `parseWebhookUrl` gives it. */
  readonly url: string;
  /** JSON, sent as it is. */
  readonly body: string;
  /** When this attempt is made; receivers refuse what is minutes old. */
  readonly timestamp: Date;
  /** As `webhookSecretOf` gives them, at least one, the newest first: while a secret is being rotated both sign. */
  readonly secrets: readonly string[];
}

/** Why an attempt is worth another. */
export type WebhookFault =
  /** An answer, neither 2xx, 3xx nor 410. */
  | 'status'
  | 'timeout'
  /** No connection, or one that broke before an answer, or an answer that is not HTTP. */
  | 'connection'
  /** No TLS, or a certificate that does not hold. */
  | 'tls'
  /** No address of the host could be found. */
  | 'dns'
  /** 3xx, which is not followed. */
  | 'redirect'
  /** The head of the answer is longer than anybody reads. */
  | 'too_large';

/** What became of an attempt. */
export type WebhookOutcome =
  | { readonly kind: 'delivered'; readonly status: number }
  /** 410: the receiver wants no more of it. */
  | { readonly kind: 'gone' }
  /** The URL, or an address that its host leads to, is not one that may be reached; in vain until somebody changes it. */
  | { readonly kind: 'refused'; readonly reason: 'address' }
  /** To be tried again; `status` where there was an answer. */
  | { readonly kind: 'failed'; readonly status?: number; readonly reason: WebhookFault };

/** What takes webhooks to their receivers. */
export interface WebhookSender {
  /**
   * Signs as Standard Webhooks says and makes one attempt. Never throws for what the world does; an id, time or secret
   * of another form is an error, which repeats nothing of secrets and body.
   */
  send(delivery: WebhookDelivery): Promise<WebhookOutcome>;
}
