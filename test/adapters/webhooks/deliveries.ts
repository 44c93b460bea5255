// Deliveries for the tests of the sender, and a sender that may reach the test's own machine.
import {
  httpWebhookSender,
  type ResolveHost,
  type WebhookSenderOptions,
} from '../../../src/adapters/webhooks/index.js';
import { webhookSecretOf } from '../../../src/domain/webhook/webhook-secret.js';
import type { WebhookDelivery, WebhookSender } from '../../../src/ports/webhooks.js';

export const secret: string = webhookSecretOf(new Uint8Array(32).fill(1));
export const formerSecret: string = webhookSecretOf(new Uint8Array(32).fill(2));

/** Named in the certificate of the tests. */
export const host = 'mail.test';

export function deliveryTo(url: string, given: Partial<WebhookDelivery> = {}): WebhookDelivery {
  return {
    id: '65f0a1b2c3d4e5f601234567-0',
    url,
    body: '{"type":"app.released","data":{"name":"Müller & Söhne 日本 \u{1f600}"}}',
    timestamp: new Date(),
    secrets: [secret],
    ...given,
  };
}

/** A resolver with these answers, one a call, the last one over and over; `asked` are the hosts. */
export function resolverOf(...answers: readonly (readonly string[])[]): {
  readonly asked: readonly string[];
  readonly resolve: ResolveHost;
} {
  const asked: string[] = [];
  const resolve: ResolveHost = async (name) => {
    const found = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(name);
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
  return { asked, resolve };
}

/** `mail.test` is this machine, with and without TLS. Its timeout is far longer than anything that is not meant to hang. */
export function senderForTests(
  ca: string | undefined,
  options: WebhookSenderOptions = {},
): WebhookSender {
  const { resolve } = resolverOf(['127.0.0.1']);
  const trust = ca === undefined ? {} : { ca };
  const loopbackForTests = { hosts: [host], plainHttp: true, ...trust };
  return httpWebhookSender({ resolve, loopbackForTests, ...options });
}
