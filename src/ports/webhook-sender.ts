// The port that sends webhook requests.

/** The content of one webhook request. */
export interface WebhookRequest {
  /** 1 to 128 characters of `[a-zA-Z0-9_-]`. It is the same in every attempt, so that receivers recognize repeats. */
  readonly id: string;
  /** A URL from `parseWebhookUrl`. */
  readonly url: string;
  /** The body as JSON. It is sent unchanged. */
  readonly body: string;
  /** The time of this attempt. Receivers refuse requests that are some minutes old. */
  readonly timestamp: Date;
  /** Secrets from `toWebhookSecret`: at least one, the newest first. During a rotation both secrets sign. */
  readonly secrets: readonly string[];
}

/** Why an attempt failed. A later attempt may succeed. */
export type WebhookFailureReason =
  /** A response with another status than 2xx, 3xx or 410. */
  | 'status'
  | 'timeout'
  /** There was no connection, it broke before a response, or the response was not HTTP. */
  | 'connection'
  /** There was no TLS, or the certificate was not valid. */
  | 'tls'
  /** The host could not be resolved. */
  | 'dns'
  /** The response was a redirect (3xx), which is not followed. */
  | 'redirect'
  /** The headers of the response were too long. */
  | 'too_large';

/** The outcome of one attempt. */
export type WebhookOutcome =
  | {
      readonly kind: 'delivered';
      readonly status: number;
      /** The header `webhook-challenge` of the response, if it has one: the answer to a `webhook.verification`. */
      readonly challenge?: string;
    }
  /** The receiver answered 410: it wants no more events. */
  | { readonly kind: 'gone' }
  /** The URL or an address of its host is not allowed. It is tried again like a failure, so that the owner of the webhook does not learn which names resolve inside. */
  | { readonly kind: 'refused'; readonly reason: 'address' }
  /** The attempt failed and should be retried. `status` is set if there was a response. */
  | { readonly kind: 'failed'; readonly status?: number; readonly reason: WebhookFailureReason };

/** Sends webhook requests to their receivers. */
export interface WebhookSender {
  /**
   * Signs the request as Standard Webhooks requires and makes one attempt. It does not throw for network or receiver
   * failures. It throws if the id, the time or a secret has a wrong format; the error contains neither secrets nor body.
   */
  send(delivery: WebhookRequest): Promise<WebhookOutcome>;
}
