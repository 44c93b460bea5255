// The small worlds of random sequences: few words, so that they meet often, and limits low enough to be reached.

import type { Policy } from '../../domain/shared/policy.js';

export const addresses: readonly string[] = [
  'ada@example.com',
  'bo@example.com',
  'cy.lin@gmail.com',
  'dee@example.com',
  'eve@example.com',
  'Ada@Example.com',
  'cylin+work@gmail.com',
];

export const noAddress = 'ada at example';

export const organizationNames: readonly string[] = [
  'Acme',
  'acme!',
  "Ada's  Lab",
  'Ada',
  'Support',
  '2024',
  '日本',
];

export const noNames: readonly string[] = [
  '',
  '<b>Acme</b>',
  '!!!',
  'a'.repeat(101),
  'win at evil.com',
];

export const slugWords: readonly string[] = ['acme', 'acme-2', 'ada', 'bo', 'guild', 'hall'];

export const noSlugs: readonly string[] = ['', 'Acme', '-a', '2024', 'support', 'a'.repeat(40)];

const day = 86_400;

/** What a sequence needs to get somewhere within some ten commands. */
export const lowLimits: Partial<Policy> = {
  pendingInvitations: 3,
  resendCooldown: 20,
  sendsPerDay: 2,
  organizationsPerUser: 2,
  invitationsPerInviter: 5,
  invitationsPerAddress: 3,
  invitationsPerAddressAnywhere: 2,
  invitationHistory: 20 * day,
  formerSlugs: 1,
  slugChangeInterval: 60,
  restoreWindow: 7 * day,
  journalRetention: 90 * day,
};

/** By how many seconds time may jump, and how often. */
export const jumps: readonly (readonly [number, number])[] = [
  [2, 1],
  [2, 29],
  [4, 60],
  [3, 600],
  [3, 3_600],
  [3, day],
  [3, 8 * day],
  [2, 31 * day],
  [1, 91 * day],
];
