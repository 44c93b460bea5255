// Signatures against the official library, which receivers verify them with.
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { webhookHeaders } from '../../../src/adapters/webhooks/index.js';
import { webhookSecretOf } from '../../../src/domain/webhook/webhook-secret.js';
import type { WebhookDelivery } from '../../../src/ports/webhooks.js';

type Signed = Pick<WebhookDelivery, 'id' | 'timestamp' | 'body' | 'secrets'>;

const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(webhookSecretOf);
/** The library takes five minutes to and fro. */
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
  it('is what the official library makes, for each secret, the newest first', () => {
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

  it('is verified by whoever has any of the secrets, and by nobody else', () => {
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

  it('is of one id, one second and one body', () => {
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
  it('holds nothing that ends it, neither in a header nor in what is signed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (id) => {
        const sign = () =>
          webhookHeaders({
            id,
            timestamp: new Date(0),
            body: '',
            secrets: [webhookSecretOf(new Uint8Array(32))],
          });
        if (/^[\w-]+$/.test(id)) expect(sign()['webhook-id']).toBe(id);
        else expect(sign).toThrow('the id of a webhook has 1 to 128 characters');
      }),
      { numRuns: 1_000 },
    );
  });
});
