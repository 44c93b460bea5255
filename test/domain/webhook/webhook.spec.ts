// How a webhook is configured, rotated, disabled and enabled, and which events it gets.
import { describe, expect, it } from 'vitest';
import {
  testEventType,
  verificationEventType,
  type WebhookEventType,
} from '../../../src/domain/webhook/event-types.js';
import {
  configureWebhook,
  deliveryOf,
  disableWebhook,
  enableWebhook,
  isSameWebhookRevision,
  verifyWebhook,
  type Webhook,
  type WebhookDisableReason,
} from '../../../src/domain/webhook/webhook.js';
import {
  activeEncryptedSecretsAt,
  rotateWebhookSecret,
  webhookSecretOverlap,
} from '../../../src/domain/webhook/webhook-secret.js';
import { sampleTime, sampleWebhook } from './support/webhook-samples.js';

const { url } = sampleWebhook();
const known = sampleWebhook({ revision: 3, askedRevision: 1 });
const trusting = { webhookVerification: 'none' } as const;
const asking = { webhookVerification: 'challenge' } as const;

describe('configuring a webhook', () => {
  it('creates an enabled one with the given secret', () => {
    expect(
      configureWebhook(
        undefined,
        { url, events: ['app.released'] },
        'v1.test.new',
        trusting,
        sampleTime(5),
      ),
    ).toEqual({
      url,
      events: ['app.released'],
      secret: 'v1.test.new',
      revision: 1,
      createdAt: sampleTime(5),
      updatedAt: sampleTime(5),
    });
  });

  it('keeps the secret of an existing one, and whether it is enabled', () => {
    const disabled = disableWebhook(sampleWebhook({ revision: 3 }), 'gone', sampleTime(1));
    const other = 'https://hooks.example.org/other';
    expect(
      configureWebhook(
        disabled,
        { url: other, events: ['app.moved'] },
        'v1.test.new',
        trusting,
        sampleTime(5),
      ),
    ).toEqual({
      ...disabled,
      url: other,
      events: ['app.moved'],
      revision: 5,
      updatedAt: sampleTime(5),
    });
  });

  it('changes nothing if everything is the same', () => {
    expect(configureWebhook(known, known, 'v1.test.new', trusting, sampleTime(5))).toBe(known);
    const more = { url, events: ['app.released', 'app.moved'] } as const;
    expect(configureWebhook(known, more, 'v1.test.new', trusting, sampleTime(5))).toMatchObject({
      revision: 4,
    });
  });
});

describe('a receiver', () => {
  const events = ['app.released'] as const;
  const other = { url: 'https://hooks.example.org/other', events };

  it('of a new URL must be verified if the policy wants it', () => {
    const [one, two] = [sampleTime(5), sampleTime(6)];
    const fresh = configureWebhook(undefined, { url, events }, 'v1.test.new', asking, one);
    expect(fresh).toMatchObject({ unverifiedSince: one, askedRevision: 1 });
    const same = { url, events: ['app.moved'] } as const;
    expect(configureWebhook(fresh, same, '', asking, two)).toMatchObject({ unverifiedSince: one });
    expect(configureWebhook(fresh, other, '', asking, two)).toMatchObject({ unverifiedSince: two });
    expect(configureWebhook(fresh, other, '', asking, two)).toMatchObject({ askedRevision: 2 });
    const trusted = configureWebhook(fresh, other, '', trusting, two);
    expect(trusted).not.toHaveProperty('unverifiedSince');
    expect(trusted).not.toHaveProperty('askedRevision');
    expect(configureWebhook(known, same, '', asking, two)).not.toHaveProperty('unverifiedSince');
  });

  it('that nobody asked because the policy did not want it is asked when it is configured again', () => {
    const two = sampleTime(6);
    const trusted = configureWebhook(undefined, { url, events }, '', trusting, sampleTime(5));
    expect(configureWebhook(trusted, trusted, '', trusting, two)).toBe(trusted);
    const asked = configureWebhook(trusted, trusted, '', asking, two);
    expect(asked).toMatchObject({ unverifiedSince: two, askedRevision: 2, revision: 2 });
    const verified = verifyWebhook(asked, asked, sampleTime(7));
    expect(configureWebhook(verified, verified, '', asking, sampleTime(8))).toBe(verified);
  });

  it('is verified by the answer of the URL that the webhook has now, once', () => {
    const asked = sampleWebhook({ revision: 3, unverifiedSince: sampleTime(1) });
    const { unverifiedSince: _unverifiedSince, ...rest } = asked;
    const verified = verifyWebhook(asked, asked, sampleTime(2));
    expect(verified).toStrictEqual({ ...rest, revision: 4, updatedAt: sampleTime(2) });
    expect(verifyWebhook(verified, asked, sampleTime(3))).toBe(verified);
    expect(verifyWebhook(asked, { ...asked, url: other.url }, sampleTime(2))).toBe(asked);
    const removed = { ...asked, createdAt: sampleTime(-1) };
    expect(verifyWebhook(asked, removed, sampleTime(2))).toBe(asked);
  });

  it('that is verified gets back what was disabled because it was not, and nothing else', () => {
    const asked = sampleWebhook({ unverifiedSince: sampleTime(1) });
    const verify = (reason: WebhookDisableReason) =>
      verifyWebhook(disableWebhook(asked, reason, sampleTime(2)), asked, sampleTime(3)).disabled;
    expect(verify('unverified')).toBeUndefined();
    expect(verify('requested')).toEqual({ at: sampleTime(2), reason: 'requested' });
  });
});

describe('rotating the secret', () => {
  const rotated = rotateWebhookSecret(known, 'v1.test.two', sampleTime(0));
  const after = rotated.ok ? rotated.value : known;
  const end = webhookSecretOverlap;

  it('signs with both secrets for a day, the newest first, and then only with the new one', () => {
    expect(after).toMatchObject({ secret: 'v1.test.two', revision: 4 });
    expect(activeEncryptedSecretsAt(after, sampleTime(0))).toEqual(['v1.test.two', 'v1.test.one']);
    expect(activeEncryptedSecretsAt(after, sampleTime(end - 1))).toEqual([
      'v1.test.two',
      'v1.test.one',
    ]);
    expect(activeEncryptedSecretsAt(after, sampleTime(end))).toEqual(['v1.test.two']);
    expect(activeEncryptedSecretsAt(known, sampleTime(0))).toEqual(['v1.test.one']);
  });

  it('is refused for a day after the last rotation', () => {
    const early = rotateWebhookSecret(after, 'v1.test.three', sampleTime(end - 1));
    expect(early).toEqual({
      ok: false,
      refusal: { code: 'rotation_in_progress', until: sampleTime(end) },
    });
    expect(rotateWebhookSecret(after, 'v1.test.three', sampleTime(end))).toMatchObject({
      ok: true,
      value: {
        secret: 'v1.test.three',
        previousSecret: { secret: 'v1.test.two', until: sampleTime(2 * end) },
      },
    });
  });
});

describe('disabling a webhook', () => {
  it('records the time and the reason, and the first reason of a relay stays', () => {
    const disabled = disableWebhook(known, 'failing', sampleTime(9));
    expect(disabled).toMatchObject({
      disabled: { at: sampleTime(9), reason: 'failing' },
      revision: 4,
    });
    expect(disableWebhook(disabled, 'gone', sampleTime(10))).toBe(disabled);
  });

  it('because an admin wants it counts more than what a relay found, and stays', () => {
    const found = disableWebhook(known, 'unverified', sampleTime(9));
    const wanted = disableWebhook(found, 'requested', sampleTime(10));
    expect(wanted).toMatchObject({ disabled: { at: sampleTime(10), reason: 'requested' } });
    for (const reason of ['requested', 'gone', 'failing', 'unverified'] as const)
      expect(disableWebhook(wanted, reason, sampleTime(11))).toBe(wanted);
  });

  it('is undone by enabling', () => {
    const { revision, updatedAt, ...back } = enableWebhook(
      disableWebhook(known, 'requested', sampleTime(9)),
      sampleTime(10),
    );
    const { revision: _revision, updatedAt: _updatedAt, ...before } = known;
    const after = { ...before, enabledRevision: 5 };
    expect([back, revision, updatedAt]).toEqual([after, 5, sampleTime(10)]);
    expect(enableWebhook(known, sampleTime(10))).toBe(known);
  });
});

describe('an event at delivery time', () => {
  const disabled = disableWebhook(known, 'gone', sampleTime(0));
  const asked = sampleWebhook({ unverifiedSince: sampleTime(0) });
  const disabledAndAsked = disableWebhook(asked, 'gone', sampleTime(0));

  it.each([
    ['is sent if the webhook subscribes to it', 'send', known, 'app.released', 1],
    ['is dropped without a subscription', 'drop', known, 'app.moved', 1],
    ['is dropped if the webhook is disabled', 'drop', disabled, 'app.released', 1],
    ['is dropped if it is older than the webhook', 'drop', known, 'app.released', -1],
    ['waits for the verification', 'wait', asked, 'app.released', 1],
    ['does not wait without a subscription', 'drop', asked, 'app.moved', 1],
    ['does not wait if the webhook is disabled', 'drop', disabledAndAsked, 'app.released', 1],
    ['is sent as a test without a subscription', 'send', known, testEventType, 1],
    ['is sent as a test to a disabled webhook', 'send', disabled, testEventType, 1],
    ['is dropped as a test if the receiver is not verified', 'drop', asked, testEventType, 1],
    ['is dropped as a test if older than the webhook', 'drop', known, testEventType, -1],
    ['is sent as a challenge', 'send', asked, verificationEventType, 1],
    [
      'is sent as a challenge to a disabled one',
      'send',
      disabledAndAsked,
      verificationEventType,
      1,
    ],
    ['is dropped as a challenge once verified', 'drop', known, verificationEventType, 1],
    ['is dropped as a challenge if it is older', 'drop', asked, verificationEventType, -1],
  ] as const)('%s', (_, expected, webhook, eventType, seconds) => {
    const message = { eventType, createdAt: sampleTime(seconds), revision: webhook.revision };
    expect(deliveryOf(webhook, message)).toBe(expected);
  });

  it('is dropped if it is from before the webhook was enabled, or a challenge for another URL', () => {
    const createdAt = sampleTime(1);
    const sentOf = (webhook: Webhook, eventType: WebhookEventType) =>
      [4, 5].map((revision) => deliveryOf(webhook, { eventType, createdAt, revision }));
    const enabled = sampleWebhook({ revision: 6, enabledRevision: 5 });
    expect(sentOf(enabled, 'app.released')).toEqual(['drop', 'send']);
    const moved = sampleWebhook({ revision: 6, askedRevision: 5, unverifiedSince: createdAt });
    expect(sentOf(moved, verificationEventType)).toEqual(['drop', 'send']);
  });
});

describe('a webhook', () => {
  it('is the same while its revision and its creation time are the same', () => {
    const reencrypted = { ...known, secret: 'v1.newer.one' };
    expect(isSameWebhookRevision(known, reencrypted)).toBe(true);
    expect(isSameWebhookRevision(known, { ...known, revision: 4 })).toBe(false);
    expect(isSameWebhookRevision(known, { ...known, createdAt: sampleTime(1) })).toBe(false);
  });
});
