// Defects that no user could notice, by rules with a reason each.

import { type Rule, reasonOf, rule, type Survivor } from './rule.js';

const guards =
  /(?:findAccess|findBySlug) reads organization last|readForCreation reads creator last|readForAnswer reads invitation last|readForInviting reads access last|reads (?:viewerRole|isOrganizationLive) first/u;

const harmless: readonly Rule[] = [
  rule('the list has no order', /^order/u, /^submissions\.listUndecided/u),
  rule('the list has no order', /^ties/u, /^submissions\.listUndecided/u),
  {
    reason:
      'the contract requires an order of reading only for guards, and for what a viewer may see',
    holds: ({ kind, name }) => kind === 'parts in another order' && !guards.test(name),
  },
  rule(
    'a storage measures the bytes of a page as it likes',
    /^boundary moved/u,
    /(?:halves|doubles) the value of .*maxBytes/u,
  ),
  rule(
    'the port asks for two fields of the addressee; the clauses pass a whole user',
    /^argument/u,
    /^invitations\.listPendingByEmail .*argument 1\.(?!id|emailKey)/u,
  ),
  rule(
    'the port asks for two fields of the addressee; the clauses pass a whole user',
    /^boundary/u,
    /^invitations\.listPendingByEmail .*argument 1\./u,
  ),
  rule(
    'the list is a set',
    /^argument cut/u,
    /^memberships\.listAllByOrganizationsAndUser turns the order/u,
  ),
  rule('callers ask for each thing once', /^argument cut/u, /drops what comes twice/u),
  rule(
    'windows begin with whole seconds, and waits are rounded up',
    /^limiter/u,
    /^has a clock of seconds/u,
  ),
  rule('no key of the core is that long', /^limiter/u, /^cuts keys after 25[56]/u),
  rule(
    'what was taken is given back whatever the limit is',
    /^limiter/u,
    /^allows .* at giveBack$/u,
  ),
  rule(
    'only pending invitations, and queued deliveries, are claimed',
    /^narrow writes beside/u,
    /^outbox\.claim .*(?:whose state is "(?!pending)|whose delivery\.state is "(?!queued)|with closed(?:At|By)$)/u,
  ),
  rule(
    'what is closed or finished has no lease',
    /^narrow writes beside/u,
    /^outbox\.settle .*(?:whose state is "(?!pending|queued)|whose delivery\.state is "(?!queued)|with closed(?:At|By)$)/u,
  ),
  rule('no operation writes a lease; a claim does', /^committed/u, /^outbox\.delivery\.lease/u),
];

/** Why a survivor is harmless; null if it is not. */
export function harmlessReasonOf(survivor: Survivor): string | null {
  return reasonOf(survivor, harmless);
}
