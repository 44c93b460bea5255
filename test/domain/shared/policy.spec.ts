// The default policy and its bounds.
import { describe, expect, it } from 'vitest';
import { type Policy, resolvePolicy } from '../../../src/domain/shared/policy-limits.js';

const day = 24 * 60 * 60;

/** The policy's numbers, listed a second time: [minimum, default, maximum]. */
type PolicyNumber = Exclude<
  keyof Policy,
  'secondApproval' | 'webhookVerification' | 'personalOrganizations'
>;
const rules: { readonly [K in PolicyNumber]: readonly [number, number, number] } = {
  invitationLifetime: [60 * 60, 7 * 24 * 60 * 60, 30 * 24 * 60 * 60],
  maxPendingInvitations: [1, 100, 100_000],
  resendCooldown: [0, 60, 24 * 60 * 60],
  maxDailySendsPerInvitation: [1, 10, 100],
  maxOrganizationsPerUser: [1, 100, 100_000],
  maxAppsPerOrganization: [1, 100, 10_000],
  maxDailyAppsPerUser: [1, 20, 10_000],
  maxDailySubmissionsPerOrganization: [1, 50, 10_000],
  maxInvitationsPerInviter: [1, 100, 100_000],
  maxInvitationsPerAddress: [1, 10, 1_000],
  maxInvitationsPerAddressOverall: [1, 10, 1_000],
  invitationRetention: [day, 90 * day, 10 * 365 * day],
  maxFormerSlugs: [0, 10, 100],
  slugChangeInterval: [0, day, 30 * day],
  restoreWindow: [day, 30 * day, 365 * day],
  reviewLeaseDuration: [5 * 60, 60 * 60, day],
  reviewCoolingOffPeriod: [0, 90 * day, 10 * 365 * day],
  maxClaimsPerReviewer: [1, 3, 100],
  approvalLifetime: [day, 90 * day, 365 * day],
  securityReviewDeadline: [60 * 60, day, 90 * day],
  updateReviewDeadline: [60 * 60, 3 * day, 90 * day],
  newAppReviewDeadline: [60 * 60, 7 * day, 90 * day],
  keyRotationOverlap: [0, day, 7 * day],
  maxKeysPerOwner: [1, 20, 1_000],
  maxWebhookEventsPerMinute: [1, 300, 100_000],
  journalRetention: [90 * day, 2 * 365 * day, 10 * 365 * day],
  commandDeadline: [1, 20, 120],
  maxCommandsInLine: [1, 1_000, 100_000],
  maxChangesPerMinute: [10, 600, 1_000_000],
};

function namesOf(): PolicyNumber[] {
  return Object.keys(rules).filter((name): name is PolicyNumber => name in rules);
}

describe('the policy', () => {
  it('has the defaults of the rules', () => {
    const numbers = namesOf().map((name) => [name, rules[name][1]]);
    const defaults = {
      ...Object.fromEntries(numbers),
      secondApproval: 'new_apps_and_big_updates',
      webhookVerification: 'challenge',
      personalOrganizations: 'at_registration',
    };
    expect(resolvePolicy()).toEqual(defaults);
    expect(resolvePolicy({})).toEqual(defaults);
  });

  it.each(namesOf())(
    'accepts %s from its minimum to its maximum and does not change the others',
    (name) => {
      const [least, , most] = rules[name];
      for (const value of [least, least + 1, most - 1, most]) {
        expect(resolvePolicy({ [name]: value })).toEqual({ ...resolvePolicy(), [name]: value });
      }
    },
  );

  it.each(namesOf())('refuses %s outside its bounds, with a message that contains them', (name) => {
    const [least, , most] = rules[name];
    const wrong = [least - 1, most + 1, least + 0.5, Number.NaN, Infinity, -Infinity];
    for (const value of wrong) {
      expect(() => resolvePolicy({ [name]: value })).toThrow(
        new RangeError(
          `policy.${name} is ${value}; it must be a whole number from ${least} to ${most}`,
        ),
      );
    }
  });

  it.each([
    ['secondApproval', 'never', "'new_apps_and_big_updates' or 'never'"],
    ['webhookVerification', 'none', "'challenge' or 'none'"],
  ] as const)('accepts the words of %s, and refuses any other', (name, word, words) => {
    expect(resolvePolicy({ [name]: word })).toEqual({ ...resolvePolicy(), [name]: word });
    expect(() => resolvePolicy(JSON.parse(`{"${name}": "Never"}`))).toThrow(
      new RangeError(`policy.${name} is Never; it must be ${words}`),
    );
  });

  it('refuses an unknown name, so that no typing error is ignored', () => {
    const misspelt = { maxDailySendsPerInvitation: 1, invitationLifeTime: 3_600 };
    expect(() => resolvePolicy(misspelt)).toThrow(
      /^policy\.invitationLifeTime is unknown; .*maxDailySendsPerInvitation/,
    );
    expect(() => resolvePolicy({ ...JSON.parse('{"__proto__": 1}') })).toThrow(
      /__proto__ is unknown/,
    );
    expect(() => resolvePolicy({ ...JSON.parse('{"constructor": 1}') })).toThrow(RangeError);
  });
});
