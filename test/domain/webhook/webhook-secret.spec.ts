// The format of webhook secrets.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWebhookSecret, toWebhookSecret } from '../../../src/domain/webhook/webhook-secret.js';

describe('the secret of a webhook', () => {
  it('is whsec_ and its bytes in base64', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const secret = toWebhookSecret(bytes);
        expect(secret).toBe(`whsec_${Buffer.from(bytes).toString('base64')}`);
        expect(isWebhookSecret(secret)).toBe(true);
      }),
    );
  });

  it.each([0, 24, 31, 33, 64])('cannot have %i bytes', (length) => {
    expect(() => toWebhookSecret(new Uint8Array(length))).toThrow(
      `a webhook secret needs 32 bytes, but got ${length}`,
    );
  });

  const proper = toWebhookSecret(new Uint8Array(32).fill(255));

  it.each([
    ['nothing', ''],
    ['its prefix alone', 'whsec_'],
    ['no prefix', proper.slice('whsec_'.length)],
    ['another prefix', proper.replace('whsec_', 'whsk_')],
    ['a prefix in capitals', proper.replace('whsec_', 'WHSEC_')],
    ['no padding', proper.slice(0, -1)],
    ['more padding', `${proper}=`],
    ['another spelling of its last byte', proper.replace(/.=$/, '9=')],
    ['the letters of base64url', proper.replace('/', '_')],
    ['fewer bytes', `whsec_${Buffer.alloc(31, 1).toString('base64')}`],
    ['more bytes', `whsec_${Buffer.alloc(33, 1).toString('base64')}`],
    ['white space', `${proper} `],
    ['a line break', `${proper}\n`],
    ['ten million letters', `whsec_${'A'.repeat(10_000_000)}`],
  ])('cannot be %s', (_what, text) => {
    expect(isWebhookSecret(text)).toBe(false);
  });
});
