import { describe, expect, it } from 'vitest';
import { testEvent } from '../../../src/domain/webhook/events.js';
import {
  configure,
  disable,
  enable,
  isToHear,
  isUnchanged,
  rotateSecret,
  secretOverlap,
  secretsAt,
} from '../../../src/domain/webhook/webhook.js';
import { at, webhookWith } from './samples.js';

const { url } = webhookWith();
const known = webhookWith({ revision: 3 });

describe('configuring', () => {
  it('makes one that is enabled, with the secret that was made for it', () => {
    expect(configure(undefined, { url, events: ['app.released'] }, 'v1.test.new', at(5))).toEqual({
      url,
      events: ['app.released'],
      secret: 'v1.test.new',
      revision: 1,
      createdAt: at(5),
      updatedAt: at(5),
    });
  });

  it('keeps the secret of the one there is, and whether it is enabled', () => {
    const disabled = disable(known, 'gone', at(1));
    const other = 'https://hooks.example.org/other';
    expect(
      configure(disabled, { url: other, events: ['app.moved'] }, 'v1.test.new', at(5)),
    ).toEqual({ ...disabled, url: other, events: ['app.moved'], revision: 5, updatedAt: at(5) });
  });

  it('changes nothing where all is as asked', () => {
    expect(configure(known, known, 'v1.test.new', at(5))).toBe(known);
    const more = { url, events: ['app.released', 'app.moved'] } as const;
    expect(configure(known, more, 'v1.test.new', at(5))).toMatchObject({ revision: 4 });
  });
});

describe('rotating the secret', () => {
  const rotated = rotateSecret(known, 'v1.test.two', at(0));
  const after = rotated.ok ? rotated.value : known;
  const end = secretOverlap;

  it('signs with both for a day, the newest first, and then with the new one', () => {
    expect(after).toMatchObject({ secret: 'v1.test.two', revision: 4 });
    expect(secretsAt(after, at(0))).toEqual(['v1.test.two', 'v1.test.one']);
    expect(secretsAt(after, at(end - 1))).toEqual(['v1.test.two', 'v1.test.one']);
    expect(secretsAt(after, at(end))).toEqual(['v1.test.two']);
    expect(secretsAt(known, at(0))).toEqual(['v1.test.one']);
  });

  it('is refused until the day is over', () => {
    const early = rotateSecret(after, 'v1.test.three', at(end - 1));
    expect(early).toEqual({ ok: false, refusal: { code: 'rotation_in_progress', until: at(end) } });
    expect(rotateSecret(after, 'v1.test.three', at(end))).toMatchObject({
      ok: true,
      value: { secret: 'v1.test.three', previous: { secret: 'v1.test.two', until: at(2 * end) } },
    });
  });
});

describe('disabling', () => {
  it('says when and why, and the first reason stays', () => {
    const disabled = disable(known, 'failing', at(9));
    expect(disabled).toMatchObject({ disabled: { at: at(9), reason: 'failing' }, revision: 4 });
    expect(disable(disabled, 'asked', at(10))).toBe(disabled);
  });

  it('ends with enabling', () => {
    const { revision, updatedAt, ...back } = enable(disable(known, 'asked', at(9)), at(10));
    const { revision: _revision, updatedAt: _updatedAt, ...before } = known;
    expect([back, revision, updatedAt]).toEqual([before, 5, at(10)]);
    expect(enable(known, at(10))).toBe(known);
  });
});

describe('an event', () => {
  it('is to be heard by who listens for it', () => {
    expect(isToHear(known, 'app.released', at(1))).toBe(true);
    expect(isToHear(known, 'app.moved', at(1))).toBe(false);
    expect(isToHear(disable(known, 'asked', at(0)), 'app.released', at(1))).toBe(false);
  });

  it('of before the webhook was made is not, even if there was another one', () => {
    expect(isToHear(known, 'app.released', at(-1))).toBe(false);
    expect(isToHear(known, testEvent, at(-1))).toBe(false);
  });

  it('that is a test is heard though nobody subscribes to it, and though all else is off', () => {
    expect(isToHear(known, testEvent, at(1))).toBe(true);
    expect(isToHear(disable(known, 'gone', at(0)), testEvent, at(1))).toBe(true);
  });
});

describe('a webhook', () => {
  it('is unchanged while its revision is, and is another one when it was made anew', () => {
    const reencrypted = { ...known, secret: 'v1.newer.one' };
    expect(isUnchanged(known, reencrypted)).toBe(true);
    expect(isUnchanged(known, { ...known, revision: 4 })).toBe(false);
    expect(isUnchanged(known, { ...known, createdAt: at(1) })).toBe(false);
  });
});
