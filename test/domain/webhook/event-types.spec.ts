import { describe, expect, it } from 'vitest';
import {
  appEventTypes,
  organizationEventTypes,
  testEventType,
  verificationEventType,
  webhookEventTypes,
} from '../../../src/domain/webhook/event-types.js';

describe('the webhook event types', () => {
  it('are listed once, each with its subject and what happened', () => {
    expect(new Set(webhookEventTypes).size).toBe(webhookEventTypes.length);
    for (const event of webhookEventTypes) expect(event).toMatch(/^[a-z]+\.[a-z]+(_[a-z]+)*$/);
  });

  it('contain the types of apps and organizations, the test and the verification', () => {
    const both = new Set<string>([...appEventTypes, ...organizationEventTypes]);
    const others = [testEventType, verificationEventType];
    expect(others.filter((event) => both.has(event))).toEqual([]);
    expect([...both, ...others].sort()).toEqual([...webhookEventTypes].sort());
  });

  it('contain the key events for both kinds of owners', () => {
    const shared = appEventTypes.filter((event) =>
      organizationEventTypes.some((other) => other === event),
    );
    expect(shared).toEqual(['key.created', 'key.rotated', 'key.revoked']);
  });
});
