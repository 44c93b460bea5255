import { describe, expect, it } from 'vitest';
import {
  appEvents,
  organizationEvents,
  testEvent,
  webhookEvents,
} from '../../../src/domain/webhook/events.js';

describe('the catalogue of events', () => {
  it('names each once, by what it is about and what happened', () => {
    expect(new Set(webhookEvents).size).toBe(webhookEvents.length);
    for (const event of webhookEvents) expect(event).toMatch(/^[a-z]+\.[a-z]+(_[a-z]+)*$/);
  });

  it('holds what apps and organizations may subscribe to, and the test, which nobody does', () => {
    const both = new Set<string>([...appEvents, ...organizationEvents]);
    expect(both.has(testEvent)).toBe(false);
    expect([...both, testEvent].sort()).toEqual([...webhookEvents].sort());
  });

  it('tells of keys to whoever owns them', () => {
    const shared = appEvents.filter((event) => organizationEvents.some((other) => other === event));
    expect(shared).toEqual(['key.created', 'key.rotated', 'key.revoked']);
  });
});
