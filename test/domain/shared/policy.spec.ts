import { describe, expect, it } from 'vitest';
import { type Policy, policyWith } from '../../../src/domain/shared/policy.js';

const day = 24 * 60 * 60;

/** The numbers of the rules, written down a second time: [least, default, most]. */
const rules: { readonly [K in keyof Policy]: readonly [number, number, number] } = {
  invitationLifetime: [60 * 60, 7 * 24 * 60 * 60, 30 * 24 * 60 * 60],
  pendingInvitations: [1, 100, 100_000],
  resendCooldown: [0, 60, 24 * 60 * 60],
  sendsPerDay: [1, 10, 100],
  organizationsPerUser: [1, 100, 100_000],
  invitationsPerInviter: [1, 100, 100_000],
  invitationsPerAddress: [1, 10, 1_000],
  invitationsPerAddressAnywhere: [1, 10, 1_000],
  invitationHistory: [day, 90 * day, 10 * 365 * day],
  formerSlugs: [0, 10, 100],
  slugChangeInterval: [0, day, 30 * day],
  restoreWindow: [day, 30 * day, 365 * day],
  reviewLease: [5 * 60, 60 * 60, day],
  claimsPerReviewer: [1, 3, 100],
  approvalLifetime: [day, 90 * day, 365 * day],
  reviewWithinSecurity: [60 * 60, day, 90 * day],
  reviewWithinUpdate: [60 * 60, 3 * day, 90 * day],
  reviewWithinNew: [60 * 60, 7 * day, 90 * day],
  keyOverlap: [0, day, 7 * day],
  keysPerOwner: [1, 20, 1_000],
  journalRetention: [90 * day, 2 * 365 * day, 10 * 365 * day],
  commandDeadline: [1, 10, 120],
};

function namesOf(): (keyof Policy)[] {
  return Object.keys(rules).filter((name): name is keyof Policy => name in rules);
}

describe('the policy', () => {
  it('has the default numbers of the rules', () => {
    const defaults = Object.fromEntries(namesOf().map((name) => [name, rules[name][1]]));
    expect(policyWith()).toEqual(defaults);
    expect(policyWith({})).toEqual(defaults);
  });

  it.each(namesOf())('takes %s from its least to its most and leaves the others', (name) => {
    const [least, , most] = rules[name];
    for (const value of [least, least + 1, most - 1, most]) {
      expect(policyWith({ [name]: value })).toEqual({ ...policyWith(), [name]: value });
    }
  });

  it.each(namesOf())('refuses %s outside its bounds, with a sentence that names them', (name) => {
    const [least, , most] = rules[name];
    const wrong = [least - 1, most + 1, least + 0.5, Number.NaN, Infinity, -Infinity];
    for (const value of wrong) {
      expect(() => policyWith({ [name]: value })).toThrow(
        new RangeError(
          `policy.${name} is ${value}; it takes a whole number from ${least} to ${most}`,
        ),
      );
    }
  });

  it('refuses a number it does not know, so that no typing error is ignored', () => {
    const misspelt = { sendsPerDay: 1, invitationLifeTime: 3_600 };
    expect(() => policyWith(misspelt)).toThrow(
      /^policy\.invitationLifeTime is not known; .*sendsPerDay/,
    );
    expect(() => policyWith({ ...JSON.parse('{"__proto__": 1}') })).toThrow(
      /__proto__ is not known/,
    );
    expect(() => policyWith({ ...JSON.parse('{"constructor": 1}') })).toThrow(RangeError);
  });
});
