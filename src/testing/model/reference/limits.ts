// What invitations and notices take from their limits.

import { type ReferenceModel, secondsUntil, throwRefusal } from './reference-model.js';
import { rateLimitKeyOf } from './text-rules.js';

const tenMinutesMs = 10 * 60 * 1000;
export const dayMs: number = 24 * 60 * 60 * 1000;

export interface Charge {
  readonly key: string;
  readonly windowMs: number;
  readonly limit: number;
  readonly cost: number;
}

export function requireWithinInvitationLimits(
  model: ReferenceModel,
  caller: string,
  organization: string,
  byMail: boolean,
  emails: readonly string[],
): void {
  takeAllOrRefuse(model, [
    ...inviterCharges(model, caller, emails.length),
    ...(byMail ? addressCharges(model, organization, emails) : []),
  ]);
}

/** What a caller takes for its invitations. Nothing, if it is the embedding service. */
export function inviterCharges(
  model: ReferenceModel,
  caller: string,
  cost: number,
): readonly Charge[] {
  if (caller === 'system') return [];
  const limit = model.policy.maxInvitationsPerInviter;
  return [{ key: `by ${caller}`, windowMs: dayMs, limit, cost }];
}

/** Takes one mail to each address from what the organization, and everybody, may send there. */
export function addressCharges(
  model: ReferenceModel,
  organization: string,
  emails: readonly string[],
): readonly Charge[] {
  const { maxInvitationsPerAddressOverall, maxInvitationsPerAddress } = model.policy;
  // Addresses are counted by a keyed digest, so counting starts again under a new key.
  const addresses = emails.map((email) => `${model.signingKeys[0]} ${rateLimitKeyOf(email)}`);
  const limits = [
    { of: `${organization} `, windowMs: dayMs, limit: maxInvitationsPerAddress },
    { of: '', windowMs: tenMinutesMs, limit: maxInvitationsPerAddressOverall },
  ];
  return limits.flatMap(({ of, ...rest }) =>
    addresses.map((address) => ({ key: `${of}to ${address}`, cost: 1, ...rest })),
  );
}

/** Takes all of them, or refuses with the first that is over its limit and takes none. */
export function takeAllOrRefuse(model: ReferenceModel, charges: readonly Charge[]): void {
  const counts = new Map<string, number>();
  for (const { key, windowMs, limit, cost } of charges) {
    const { name, window } = windowOf(model, { key, windowMs });
    const after = (counts.get(name) ?? model.limitCounts.get(name) ?? 0) + cost;
    if (after > limit) {
      throwRefusal('rate_limited', { retryAfter: secondsUntil(model, (window + 1) * windowMs) });
    }
    counts.set(name, after);
  }
  for (const [name, count] of counts) model.limitCounts.set(name, count);
}

export function giveBackAll(model: ReferenceModel, charges: readonly Charge[]): void {
  for (const charge of charges) {
    const { name } = windowOf(model, charge);
    model.limitCounts.set(name, (model.limitCounts.get(name) ?? 0) - charge.cost);
  }
}

function windowOf(
  model: ReferenceModel,
  { key, windowMs }: Pick<Charge, 'key' | 'windowMs'>,
): { readonly name: string; readonly window: number } {
  const window = Math.floor(model.now / windowMs);
  return { name: `${key} in window ${window} of ${windowMs}`, window };
}
