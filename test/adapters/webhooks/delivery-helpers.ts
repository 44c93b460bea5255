// Deliveries for the tests of the sender, and a sender that can reach this machine.
import {
  httpWebhookSender,
  type ResolveHost,
  type WebhookSenderOptions,
} from '../../../src/adapters/webhooks/index.js';
import { toWebhookSecret } from '../../../src/domain/webhook/webhook-secret.js';
import type { WebhookRequest, WebhookSender } from '../../../src/ports/webhook-sender.js';

export const secret: string = toWebhookSecret(new Uint8Array(32).fill(1));
export const formerSecret: string = toWebhookSecret(new Uint8Array(32).fill(2));

/** The host in the certificate of the tests. */
export const testHost = 'mail.test';

export function createDelivery(url: string, given: Partial<WebhookRequest> = {}): WebhookRequest {
  return {
    id: '65f0a1b2c3d4e5f601234567-0',
    url,
    body: '{"type":"app.released","data":{"name":"Müller & Söhne 日本 \u{1f600}"}}',
    timestamp: new Date(),
    secrets: [secret],
    ...given,
  };
}

/** A resolver that gives one answer for each call and repeats the last one; `asked` are the hosts. */
export function fakeResolver(...answers: readonly (readonly string[])[]): {
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

/**
 * For this sender, `mail.test` is this machine, with and without TLS. Its timeout is far longer than any exchange
 * that is not meant to hang.
 */
export function createTestSender(
  ca: string | undefined,
  options: WebhookSenderOptions = {},
): WebhookSender {
  const { resolve } = fakeResolver(['127.0.0.1']);
  const trust = ca === undefined ? {} : { ca };
  const loopbackForTests = { hosts: [testHost], plainHttp: true, ...trust };
  return httpWebhookSender({ resolve, loopbackForTests, ...options });
}
