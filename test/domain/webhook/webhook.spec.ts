// How a webhook is configured, rotated, disabled and enabled, and which events it gets.
import { describe, expect, it } from 'vitest';
import { testEventType } from '../../../src/domain/webhook/event-types.js';
import {
  configureWebhook,
  disableWebhook,
  enableWebhook,
  isSameWebhookRevision,
  shouldDeliverEvent,
} from '../../../src/domain/webhook/webhook.js';
import {
  activeEncryptedSecretsAt,
  rotateWebhookSecret,
  webhookSecretOverlap,
} from '../../../src/domain/webhook/webhook-secret.js';
import { sampleTime, sampleWebhook } from './support/webhook-samples.js';

const { url } = sampleWebhook();
const known = sampleWebhook({ revision: 3 });

describe('configuring a webhook', () => {
  it('creates an enabled one with the given secret', () => {
    expect(
      configureWebhook(undefined, { url, events: ['app.released'] }, 'v1.test.new', sampleTime(5)),
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
    const disabled = disableWebhook(known, 'gone', sampleTime(1));
    const other = 'https://hooks.example.org/other';
    expect(
      configureWebhook(
        disabled,
        { url: other, events: ['app.moved'] },
        'v1.test.new',
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
    expect(configureWebhook(known, known, 'v1.test.new', sampleTime(5))).toBe(known);
    const more = { url, events: ['app.released', 'app.moved'] } as const;
    expect(configureWebhook(known, more, 'v1.test.new', sampleTime(5))).toMatchObject({
      revision: 4,
    });
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
  it('records the time and the reason, and the first reason stays', () => {
    const disabled = disableWebhook(known, 'failing', sampleTime(9));
    expect(disabled).toMatchObject({
      disabled: { at: sampleTime(9), reason: 'failing' },
      revision: 4,
    });
    expect(disableWebhook(disabled, 'requested', sampleTime(10))).toBe(disabled);
  });

  it('is undone by enabling', () => {
    const { revision, updatedAt, ...back } = enableWebhook(
      disableWebhook(known, 'requested', sampleTime(9)),
      sampleTime(10),
    );
    const { revision: _revision, updatedAt: _updatedAt, ...before } = known;
    expect([back, revision, updatedAt]).toEqual([before, 5, sampleTime(10)]);
    expect(enableWebhook(known, sampleTime(10))).toBe(known);
  });
});

describe('an event at delivery time', () => {
  it('is delivered if the webhook subscribes to it', () => {
    expect(shouldDeliverEvent(known, 'app.released', sampleTime(1))).toBe(true);
    expect(shouldDeliverEvent(known, 'app.moved', sampleTime(1))).toBe(false);
    expect(
      shouldDeliverEvent(
        disableWebhook(known, 'requested', sampleTime(0)),
        'app.released',
        sampleTime(1),
      ),
    ).toBe(false);
  });

  it('is not delivered if it is older than the webhook, even if there was another one', () => {
    expect(shouldDeliverEvent(known, 'app.released', sampleTime(-1))).toBe(false);
    expect(shouldDeliverEvent(known, testEventType, sampleTime(-1))).toBe(false);
  });

  it('is delivered as a test without a subscription, and to a disabled webhook', () => {
    expect(shouldDeliverEvent(known, testEventType, sampleTime(1))).toBe(true);
    expect(
      shouldDeliverEvent(
        disableWebhook(known, 'gone', sampleTime(0)),
        testEventType,
        sampleTime(1),
      ),
    ).toBe(true);
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
