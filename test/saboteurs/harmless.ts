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
    'callers change no argument while a call runs, but for an operation',
    /^shared answers/u,
    /^(?!commit).* looks at its arguments later$/u,
  ),
  rule(
    'what a read finds first is written in a row with the ids that it asks for',
    /^stale/u,
    /keeps that it found nothing until a row that it asks for is written$/u,
  ),
  rule(
    'claims and settlements make no row appear, and change none that is closed',
    /^stale/u,
    /^(?:invitations|apiKeys|journal)\.\w+ keeps that it found nothing until the next commit$|^invitations\.listClosedUntil keeps its answers until the next commit$/u,
  ),
  rule(
    'the list is in the order of this date',
    /^order/u,
    /^invitations\.listPendingPastExpiry answers by value\.expiresAt|^invitations\.listClosedUntil answers by value\.closedAt|^submissions\.listExpiredApprovals answers by value\.approvedUntil|^submissions\.listQueue .*answers by dueAt/u,
  ),
  rule(
    'only submissions in review are claimed',
    /^answer field/u,
    /^submissions\.listClaimedBy: \*\/state is always "in_review"/u,
  ),
  rule(
    'a search has at most 8 terms',
    /^argument cut/u,
    /takes the first (?:10|50) of argument 1\.terms$/u,
  ),
  rule(
    'no update changes the organization or the user of a membership',
    /^(?:rows|found: kept)/u,
    /^memberships as they were .*: so memberships\.listAll\w+ finds/u,
  ),
  rule(
    'of a slug record these reads show the slug or its organization, and no version',
    /^rows/u,
    /^slugs .*: so (?:slugs\.listTaken|organizations\.\w+) shows/u,
  ),
  rule(
    'no update changes the user of a membership, or who created an organization',
    /^found: kept/u,
    /^(?:memberships\.userId|organizations\.createdBy) as it was/u,
  ),
  rule(
    'who has ended a membership is known only of ended ones',
    /^found: alias/u,
    /^memberships\.userId taken from endedBy: so (?!memberships\.list(?:All|Former))/u,
  ),
  rule(
    'what is pending is not closed',
    /^shown: absent/u,
    /^invitations\.closed(?:At|By) forgotten: so invitations\.(?:listPending|findPending)/u,
  ),
  rule(
    'of closed submissions these reads find none',
    /^found: word/u,
    /^submissions\.state "(?:replaced|revoked|withdrawn|rejected|superseded|released|approval_expired)" taken for "(?:replaced|revoked|withdrawn|rejected|superseded|released|approval_expired)": so submissions\.(?:findOpen|listAppIdsWithOpen|listQueue|listUndecided)/u,
  ),
  rule(
    'the allowances are a set',
    /^argument cut/u,
    /turns the order of argument 1\.perOrganization/u,
  ),
  rule('this list skips nothing', /^(?:off by one|argument)/u, /^memberships\.listAccess .*skip$/u),
  rule('nothing needs a migration', /^(?:capped|order|ties|off by one)/u, /^migrate /u),
  rule(
    'of closed invitations these reads find only expired ones',
    /^found: word/u,
    /^invitations\.state "(?:accepted|declined|revoked)" taken for "(?:accepted|declined|revoked)": so invitations\.(?:readFor|findPending|listPending)/u,
  ),
  rule(
    'who is not active cannot sign in, whatever else their state is',
    /^found: word/u,
    /^users\.state "(?!active")\w+" taken for "(?!active")\w+": so (?:memberships\.|every read)/u,
  ),
  rule(
    'only admins are looked for',
    /^found: word/u,
    /^memberships\.role "(?!admin")\S+ taken for "(?!admin")\S+: so memberships\.listActiveAdminIds/u,
  ),
  rule(
    'every write to a key names it',
    /^stale/u,
    /^apiKeys\.findById keeps .* until a row that it asks for is written$/u,
  ),
  rule(
    'nobody removes a user or an organization with an active membership',
    /^rows/u,
    /^(?:users|organizations) after their removal: so memberships/u,
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
  rule('no operation writes a lease; a claim does', /^committed/u, /^outbox\.delivery\..*lease/u),
];

/** Why a survivor is harmless; null if it is not. */
export function harmlessReasonOf(survivor: Survivor): string | null {
  return reasonOf(survivor, harmless);
}
