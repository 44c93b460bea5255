// Compares signatures with the official library, with which receivers verify them.
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { webhookHeaders } from '../../../src/adapters/webhooks/index.js';
import { toWebhookSecret } from '../../../src/domain/webhook/webhook-secret.js';
import type { WebhookRequest } from '../../../src/ports/webhook-sender.js';

type Signed = Pick<WebhookRequest, 'id' | 'timestamp' | 'body' | 'secrets'>;

const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toWebhookSecret);
/** The library accepts timestamps up to five minutes in the past or the future. */
const times = fc
  .integer({ min: -200_000, max: 200_000 })
  .map((away) => new Date(Date.now() + away));
const bodies = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
);
const deliveries: fc.Arbitrary<Signed> = fc.record({
  id: fc.stringMatching(/^[a-zA-Z0-9_-]{1,128}$/),
  timestamp: times,
  body: bodies,
  secrets: fc.array(secrets, { minLength: 1, maxLength: 3 }),
});

function isVerified(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

describe('a signature', () => {
  it('is the same as from the official library, one for each secret, the newest first', () => {
    fc.assert(
      fc.property(deliveries, (delivery) => {
        const { id, timestamp, body } = delivery;
        expect(webhookHeaders(delivery)).toEqual({
          'webhook-id': id,
          'webhook-timestamp': `${Math.floor(timestamp.getTime() / 1000)}`,
          'webhook-signature': delivery.secrets
            .map((secret) => new Webhook(secret).sign(id, timestamp, body))
            .join(' '),
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is verified with any of the secrets and with no other', () => {
    fc.assert(
      fc.property(deliveries, secrets, (delivery, other) => {
        const headers = { ...webhookHeaders(delivery) };
        const known = delivery.secrets.map((one) => isVerified(one, delivery.body, headers));
        expect(known).toEqual(delivery.secrets.map(() => true));
        const isKnown = delivery.secrets.includes(other);
        expect(isVerified(other, delivery.body, headers)).toBe(isKnown);
      }),
      { numRuns: 500 },
    );
  });

  it('is valid for one id, one second and one body only', () => {
    fc.assert(
      fc.property(deliveries, deliveries, (delivery, other) => {
        const [secret = ''] = delivery.secrets;
        const headers = { ...webhookHeaders(delivery) };
        const others = webhookHeaders(other);
        for (const name of ['webhook-id', 'webhook-timestamp'] as const) {
          const changed = { ...headers, [name]: others[name] };
          const isSame = headers[name] === others[name];
          expect(isVerified(secret, delivery.body, changed)).toBe(isSame);
        }
        expect(isVerified(secret, `${delivery.body} `, headers)).toBe(false);
        expect(isVerified(secret, `.${delivery.body}`, headers)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an id', () => {
  it('cannot contain a character that ends it in a header or in the signed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (id) => {
        const sign = () =>
          webhookHeaders({
            id,
            timestamp: new Date(0),
            body: '',
            secrets: [toWebhookSecret(new Uint8Array(32))],
          });
        if (/^[\w-]+$/.test(id)) expect(sign()['webhook-id']).toBe(id);
        else expect(sign).toThrow('the id of a webhook has 1 to 128 characters');
      }),
      { numRuns: 1_000 },
    );
  });
});
