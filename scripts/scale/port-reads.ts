// Every read of the storage port, called on a large database. The compiler reports a read that has no call here.

import { hardwareMask } from '../../src/domain/app/hardware.js';
import type { Organization } from '../../src/domain/organization/organization.js';
import { organizationSortValue } from '../../src/domain/organization/organization-order.js';
import { parseDeliveryLeaseId } from '../../src/domain/shared/ids.js';
import { slugOrThrow } from '../../src/domain/slug/slug.js';
import type { User } from '../../src/domain/user/user.js';
import { userSortValue } from '../../src/domain/user/user-order.js';
import type { Storage } from '../../src/ports/storage.js';
import { atMinute, externalIdOrThrow } from '../../src/testing/contract/fixtures.js';
import type { AppWorld } from './app-rows.js';
import type { ScaleWorld } from './world.js';

export interface ReadCase {
  /** What is special about this call. */
  readonly about?: string;
  read(storage: Storage): Promise<unknown>;
  /** The most documents that the joins may examine: one for each row that they refer to or count. */
  readonly joins?: number;
  /** Why this read examines more documents than it returns. */
  readonly reason?: string;
}

export interface ReadWorld extends ScaleWorld, AppWorld {}

type Part = Exclude<keyof Storage, 'commit' | 'time' | 'migrate' | 'close'>;
/** Writes, which name a row by its id. */
type Write = 'recordUse' | 'settle';
type CasesOf<P extends Part> = {
  readonly [R in Exclude<keyof Storage[P], Write>]: readonly ReadCase[];
};
type AllCases = { readonly [P in Part]: CasesOf<P> };

const now = atMinute(60);
const page = { limit: 5, after: null, skip: 0 };

export function allReads(world: ReadWorld): AllCases {
  return {
    users: userCases(world),
    organizations: organizationCases(world),
    memberships: membershipCases(world),
    invitations: { ...invitationCases(world), ...invitationListCases(world) },
    slugs: {
      listTaken: [
        { read: ({ slugs }) => slugs.listTaken([world.hot.slug, slugOrThrow('nobodys-slug')]) },
      ],
      listAllByOrganization: [{ read: ({ slugs }) => slugs.listAllByOrganization(world.hot.id) }],
    },
    apps: appCases(world),
    submissions: { ...submissionCases(world), ...queueCases(world) },
    apiKeys: {
      findById: [{ read: ({ apiKeys }) => apiKeys.findById(at(world.keys, 1).id) }],
      listByOwner: [
        { read: ({ apiKeys }) => apiKeys.listByOwner({ kind: 'app', appId: world.busyApp.id }, 5) },
        {
          about: 'of an organization',
          read: ({ apiKeys }) =>
            apiKeys.listByOwner({ kind: 'organization', organizationId: world.hot.id }, 5),
        },
      ],
    },
    journal: journalCases(world),
    outbox: outboxCases(),
  };
}

/** The row in this part of the list. */
function at<T>(rows: readonly T[], part: number): T {
  const row = rows[Math.min(rows.length - 1, Math.floor(rows.length * part))];
  if (row === undefined) throw new Error('The list is empty.');
  return row;
}

function userCases({ ada }: ReadWorld): CasesOf<'users'> {
  return {
    findById: [{ read: ({ users }) => users.findById(ada.id) }],
    findByEmailKey: [{ read: ({ users }) => users.findByEmailKey(ada.emailKey) }],
    list: userListCases(ada),
    listIdsDeletedUntil: [{ read: ({ users }) => users.listIdsDeletedUntil(now, 5) }],
  };
}

function userListCases(user: User): readonly ReadCase[] {
  const { emailKey } = user;
  const [address, name] = [userSortValue('email', user), userSortValue('name', user)];
  return [
    { about: 'all', read: ({ users }) => users.list({ by: 'email', prefix: '' }, null, page) },
    {
      about: 'a later page by address',
      read: ({ users }) =>
        users.list({ by: 'email', prefix: address.slice(0, 1) }, 'active', {
          ...page,
          after: { value: address, emailKey },
        }),
    },
    {
      about: 'by name, those in a state that few have',
      read: ({ users }) => users.list({ by: 'name', prefix: '' }, 'deleted', page),
    },
    {
      about: 'a later page by name, in all states',
      read: ({ users }) =>
        users.list({ by: 'name', prefix: name.slice(0, 1) }, null, {
          ...page,
          after: { value: name, emailKey },
        }),
    },
  ];
}

function organizationCases({
  ada,
  hot,
  small,
  member,
  hotMemberships,
}: ReadWorld): CasesOf<'organizations'> {
  const after = at(hotMemberships, 0.5).id;
  return {
    findById: [{ read: ({ organizations }) => organizations.findById(hot.id) }],
    findPersonal: [{ read: ({ organizations }) => organizations.findPersonal(member.id) }],
    findByExternalId: [
      { read: ({ organizations }) => organizations.findByExternalId(externalIdOrThrow('none')) },
    ],
    findBySlug: [
      {
        about: 'for a viewer',
        joins: 2,
        read: ({ organizations }) => organizations.findBySlug(hot.slug, ada.id),
      },
      { joins: 1, read: ({ organizations }) => organizations.findBySlug(hot.slug, null) },
    ],
    listIdsDeletedUntil: [
      { read: ({ organizations }) => organizations.listIdsDeletedUntil(atMinute(2_000), 5) },
    ],
    listByContactEmail: [
      { read: ({ organizations }) => organizations.listByContactEmail(ada.emailKey, 5) },
    ],
    readForCreation: [
      {
        about: 'it counts ten organizations, and may examine the personal one',
        joins: 10 + 1,
        read: ({ organizations }) =>
          organizations.readForCreation(ada.id, [hot.slug, slugOrThrow('nobodys-slug')], 10),
      },
    ],
    listByMember: [
      {
        about: 'the organizations of the page, one more and 16 that it needs if some are deleted',
        joins: 22,
        read: ({ organizations }) => organizations.listByMember(ada.id, page),
      },
      {
        about: 'a later page',
        joins: 22,
        read: ({ organizations }) => organizations.listByMember(ada.id, { ...page, after }),
      },
    ],
    list: organizationListCases(hot, small),
  };
}

function organizationListCases(hot: Organization, small: Organization): readonly ReadCase[] {
  const inName = { value: organizationSortValue('name', small), id: small.id };
  const inCreation = { value: organizationSortValue('creation', small), id: small.id };
  return [
    {
      about: 'by name',
      read: ({ organizations }) =>
        organizations.list({ by: 'name', prefix: 'organization' }, 'live', page),
    },
    {
      about: 'a later page by name, live and deleted ones',
      read: ({ organizations }) =>
        organizations.list({ by: 'name', prefix: 'org' }, null, { ...page, after: inName }),
    },
    {
      about: 'by slug',
      read: ({ organizations }) =>
        organizations.list({ by: 'slug', prefix: hot.slug.slice(0, 5) }, 'deleted', page),
    },
    {
      about: 'a later page by creation, live and deleted ones',
      read: ({ organizations }) =>
        organizations.list({ by: 'creation' }, null, { ...page, after: inCreation }),
    },
  ];
}

function membershipCases({
  ada,
  hot,
  small,
  member,
  hotMemberships,
}: ReadWorld): CasesOf<'memberships'> {
  const { id: after, userId } = at(hotMemberships, 0.5);
  const { id } = hot;
  return {
    findById: [{ read: ({ memberships }) => memberships.findById(after) }],
    findActive: [{ read: ({ memberships }) => memberships.findActive(id, userId) }],
    listActiveByUser: [{ read: ({ memberships }) => memberships.listActiveByUser(ada.id) }],
    listAllByOrganization: [
      {
        about: 'active and ended ones',
        read: ({ memberships }) => memberships.listAllByOrganization(id, 15),
      },
    ],
    listAllByOrganizationsAndUser: [
      { read: ({ memberships }) => memberships.listAllByOrganizationsAndUser([id], ada.id) },
    ],
    findAccess: [{ read: ({ memberships }) => memberships.findAccess(id, ada.id) }],
    findRole: [
      { read: ({ memberships }) => memberships.findRole(id, ada.id) },
      {
        about: 'in a small organization',
        read: ({ memberships }) => memberships.findRole(small.id, member.id),
      },
    ],
    listActiveAdminIds: [
      { joins: 2, read: ({ memberships }) => memberships.listActiveAdminIds(id, 2) },
    ],
    listMembers: [
      {
        about: 'for a viewer',
        joins: 6,
        read: ({ memberships }) => memberships.listMembers(id, ada.id, {}, page),
      },
      {
        about: 'a later page of one role',
        joins: 6,
        read: ({ memberships }) =>
          memberships.listMembers(id, null, { role: 'member' }, { ...page, after }),
      },
    ],
    countMembers: [
      {
        about: 'in a small organization',
        read: ({ memberships }) => memberships.countMembers(small.id, member.id, {}),
      },
      {
        about: 'of one role',
        read: ({ memberships }) => memberships.countMembers(id, ada.id, { role: 'admin' }),
      },
    ],
    listFormer: [
      { joins: 6, read: ({ memberships }) => memberships.listFormer(id, { ...page, after }) },
    ],
    listAccess: [
      {
        about: 'the organizations of the page and one more',
        joins: 6,
        read: ({ memberships }) => memberships.listAccess(ada.id, { limit: 5, after: null }),
      },
    ],
  };
}

type InvitationListName = Extract<keyof Storage['invitations'], `list${string}`>;

function invitationCases({
  ada,
  hot,
  hotInvitations,
  member,
}: ReadWorld): Omit<CasesOf<'invitations'>, InvitationListName> {
  const one = at(hotInvitations, 0.5);
  const addresses = [one.emailKey, member.emailKey];
  return {
    findById: [{ read: ({ invitations }) => invitations.findById(one.id) }],
    findPending: [{ read: ({ invitations }) => invitations.findPending(hot.id, one.emailKey) }],
    readForInviting: [
      {
        joins: 1,
        read: ({ invitations }) =>
          invitations.readForInviting(hot.id, ada.id, addresses, { now, limit: 100 }),
      },
    ],
    readForAnswer: [
      { joins: 2, read: ({ invitations }) => invitations.readForAnswer(hot.id, one.id, member.id) },
    ],
  };
}

function invitationListCases({
  ada,
  hot,
  hotInvitations,
  small,
}: ReadWorld): Pick<CasesOf<'invitations'>, InvitationListName> {
  const { emailKey, id: after } = at(hotInvitations, 0.5);
  const of = hot.id;
  return {
    listPendingByInviter: [
      { read: ({ invitations }) => invitations.listPendingByInviter(ada.id, small.id) },
      {
        about: 'in all organizations',
        read: ({ invitations }) => invitations.listPendingByInviter(ada.id, null),
      },
    ],
    listPendingByOrganization: [
      { read: ({ invitations }) => invitations.listPendingByOrganization(of) },
    ],
    listPendingBySigningKey: [
      { read: ({ invitations }) => invitations.listPendingBySigningKey('k1', now, 8) },
    ],
    listPendingPastExpiry: [
      { read: ({ invitations }) => invitations.listPendingPastExpiry(now, 5) },
    ],
    listClosedUntil: [{ read: ({ invitations }) => invitations.listClosedUntil(now, 5) }],
    listByEmail: [{ read: ({ invitations }) => invitations.listByEmail(emailKey, 2) }],
    listPendingByEmail: [
      {
        joins: 3,
        read: ({ invitations }) =>
          invitations.listPendingByEmail({ id: ada.id, emailKey }, now, page),
      },
    ],
    listAllByOrganization: [
      { read: ({ invitations }) => invitations.listAllByOrganization(of, 5) },
    ],
    listByOrganization: [
      { read: ({ invitations }) => invitations.listByOrganization(of, { now }, page) },
      {
        about: 'a later page',
        read: ({ invitations }) => invitations.listByOrganization(of, { now }, { ...page, after }),
      },
      ...(['pending', 'accepted', 'revoked'] as const).map((state) => ({
        about: `${state} ones`,
        read: ({ invitations }: Storage) =>
          invitations.listByOrganization(of, { state, now }, page),
      })),
      {
        about: 'expired ones',
        read: ({ invitations }) =>
          invitations.listByOrganization(of, { state: 'expired', now }, page),
      },
    ],
  };
}

function appCases({ hot, ada, busyApp, apps: all }: ReadWorld): CasesOf<'apps'> {
  const withoutCamera = hardwareMask(['DISPLAY', 'MICROPHONE']);
  const { id: after } = at(all, 0.5);
  const ofOwner = { terms: ['words'], organizationId: hot.id, hardwareMask: withoutCamera };
  return {
    findById: [{ read: ({ apps }) => apps.findById(busyApp.id) }],
    findByPackageName: [{ read: ({ apps }) => apps.findByPackageName(busyApp.packageName) }],
    listByOrganization: [
      { read: ({ apps }) => apps.listByOrganization(hot.id, { ...page, after }) },
    ],
    listUnarchivedIdsByOrganization: [
      { read: ({ apps }) => apps.listUnarchivedIdsByOrganization(hot.id, 5) },
    ],
    listLiveIdsByOrganization: [{ read: ({ apps }) => apps.listLiveIdsByOrganization(hot.id, 35) }],
    listByTester: [{ read: ({ apps }) => apps.listByTester(ada.emailKey, 5) }],
    listIdsDeletedUntil: [{ read: ({ apps }) => apps.listIdsDeletedUntil(now, 5) }],
    listPublished: [
      { read: ({ apps }) => apps.listPublished({ terms: [] }, { ...page, after }) },
      {
        about: 'by hardware',
        read: ({ apps }) =>
          apps.listPublished({ terms: [], hardwareMask: withoutCamera }, { ...page, after }),
      },
      {
        about: 'by publisher',
        read: ({ apps }) => apps.listPublished({ terms: [], organizationId: hot.id }, page),
      },
      {
        about: 'by one term, publisher and hardware',
        read: ({ apps }) => apps.listPublished(ofOwner, { ...page, after }),
      },
      {
        about: 'by two terms that no app has both of',
        reason: 'one of the terms is found in the index, the others in the document',
        read: ({ apps }) => apps.listPublished({ terms: ['translates', 'counts'] }, page),
      },
    ],
  };
}

type QueueReadName = 'listQueue' | 'listUndecided' | 'listClaimedBy';

function submissionCases({
  busyApp,
  submissions: open,
  hot,
}: ReadWorld): Omit<CasesOf<'submissions'>, QueueReadName> {
  const { id } = busyApp;
  return {
    findById: [{ read: ({ submissions }) => submissions.findById(at(open, 0.5).id) }],
    findOpen: [{ read: ({ submissions }) => submissions.findOpen(id) }],
    findNewest: [{ read: ({ submissions }) => submissions.findNewest(id) }],
    listByApp: [{ read: ({ submissions }) => submissions.listByApp(id, page) }],
    listAllByApp: [{ read: ({ submissions }) => submissions.listAllByApp(id, 5) }],
    findLastSuperseded: [{ read: ({ submissions }) => submissions.findLastSuperseded(id) }],
    listAppIdsWithOpen: [{ read: ({ submissions }) => submissions.listAppIdsWithOpen(hot.id, 5) }],
    listExpiredApprovals: [{ read: ({ submissions }) => submissions.listExpiredApprovals(now, 3) }],
  };
}

function queueCases({
  ada,
  submissions: open,
}: ReadWorld): Pick<CasesOf<'submissions'>, QueueReadName> {
  const claimable = { state: 'claimable', now } as const;
  const approved = { state: 'approved' } as const;
  const dueAtOnce = open.filter(({ dueAt }) => dueAt.getTime() === atMinute(0).getTime());
  const after = { rank: 0, dueAt: atMinute(0), id: at(dueAtOnce, 0.5).id };
  return {
    listQueue: [
      { about: 'of one state', read: ({ submissions }) => submissions.listQueue(approved, page) },
      {
        about: 'a later page of one state',
        read: ({ submissions }) => submissions.listQueue(approved, { ...page, after }),
      },
      {
        about: 'what can be claimed',
        read: ({ submissions }) => submissions.listQueue(claimable, page),
      },
      {
        about: 'a later page of what can be claimed',
        read: ({ submissions }) => submissions.listQueue(claimable, { ...page, after }),
      },
    ],
    listUndecided: [{ read: ({ submissions }) => submissions.listUndecided(100) }],
    listClaimedBy: [{ read: ({ submissions }) => submissions.listClaimedBy(ada.id, now, 10) }],
  };
}

function journalCases({ hot, hotEntries }: ReadWorld): CasesOf<'journal'> {
  const { id, at: time } = at(hotEntries, 0.5);
  return {
    findById: [{ read: ({ journal }) => journal.findById(id) }],
    listByOrganization: [
      { read: ({ journal }) => journal.listByOrganization(hot.id, page) },
      {
        about: 'a later page',
        read: ({ journal }) =>
          journal.listByOrganization(hot.id, { ...page, after: { at: time, id } }),
      },
    ],
  };
}

/** These two also write. They come last. */
function outboxCases(): CasesOf<'outbox'> {
  const id = parseDeliveryLeaseId('f'.repeat(24));
  if (id === null) throw new Error('This is no lease.');
  const claim = { now, lease: { id, until: atMinute(90) }, channel: 'mail' as const, limit: 5 };
  return {
    claim: [
      { about: 'due invitations and due messages', read: ({ outbox }) => outbox.claim(claim) },
    ],
    prune: [{ about: 'messages, then entries', read: ({ outbox }) => outbox.prune(now, 5) }],
  };
}
