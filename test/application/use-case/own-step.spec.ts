// What a relay or maintenance makes of the answer to a command of its own.
import { describe, expect, it } from 'vitest';
import { ownStepOrThrow } from '../../../src/application/use-case/own-step.js';
import { ok, refuse } from '../../../src/domain/shared/result.js';

describe('the answer to a step of our own', () => {
  it('is its value', () => {
    expect(ownStepOrThrow(ok(7))).toBe(7);
  });

  it('is a fault that passes if too many commands wait, so that the relay tries again', () => {
    const full = refuse({ code: 'overloaded', retryAfter: 1 });
    expect(() => ownStepOrThrow(full)).toThrow(expect.objectContaining({ code: 'unavailable' }));
  });

  it('is an error of ours for every other refusal', () => {
    const refused = refuse({ code: 'account_inactive' });
    expect(() => ownStepOrThrow(refused)).toThrow(/account_inactive/);
  });
});
