// Mutants whose reads return too much, too little or something else.
import type { Organization } from '../../../../src/domain/organization/organization.js';
import { organizationSortValue } from '../../../../src/domain/organization/organization-order.js';
import { parseOperationId } from '../../../../src/domain/shared/ids.js';
import { compareText } from '../../../../src/domain/shared/text.js';
import {
  atMinute,
  emailWithKeyOrThrow,
  organization,
} from '../../../../src/testing/contract/fixtures.js';
import { withReusable } from './command-reads.js';
import {
  fieldOf,
  type StorageMutant,
  setField,
  storageMutant,
  withAlteredAnswer,
  withCommit,
} from './storage-mutant.js';

type AlteredAnswer = readonly [
  description: string,
  method: string,
  caughtBy: string,
  alter: (answer: unknown) => void,
];

const alteredAnswers: readonly AlteredAnswer[] = [
  [
    'returns null for an absent name',
    'users.findById',
    'ROUNDTRIP-10',
    (answer) => {
      const value = fieldOf(answer, 'value');
      if (fieldOf(value, 'name') === undefined) setField(value, 'name', null);
    },
  ],
  [
    'lets everybody sign in',
    'memberships.findRole',
    'READ-15',
    (answer) => setField(answer, 'canSignIn', true),
  ],
  [
    'never returns the role of the viewer',
    'memberships.listMembers',
    'READ-19',
    (answer) => setField(answer, 'viewerRole', null),
  ],
  [
    'reports every organization as live',
    'memberships.listMembers',
    'READ-20',
    (answer) => setField(answer, 'isOrganizationLive', true),
  ],
  [
    'returns more fields of a user',
    'memberships.listMembers',
    'READ-17',
    (answer) => {
      const items = fieldOf(answer, 'items');
      if (Array.isArray(items))
        for (const item of items) setField(fieldOf(item, 'user'), 'emailVerified', true);
    },
  ],
  [
    'counts one member more',
    'memberships.countMembers',
    'READ-70',
    (answer) => setField(answer, 'count', Number(fieldOf(answer, 'count')) + 1),
  ],
  [
    'forgets the names of former members',
    'memberships.listFormer',
    'READ-71',
    (answer) => {
      const items = fieldOf(answer, 'items');
      if (Array.isArray(items)) for (const item of items) setField(item, 'user', null);
    },
  ],
  [
    'gives everybody access',
    'memberships.listAccess',
    'READ-72',
    (answer) => setField(answer, 'canSignIn', true),
  ],
  [
    'sorts the slugs that are taken',
    'slugs.listTaken',
    'READ-9',
    (answer) => {
      if (Array.isArray(answer)) answer.sort();
    },
  ],
  [
    'returns an invalid time',
    'storage.time',
    'READ-10',
    (answer) => {
      if (answer instanceof Date) answer.setTime(Number.NaN);
    },
  ],
  [
    'returns a wrong date of joining',
    'organizations.listByMember',
    'READ-8',
    (answer) => {
      const items = fieldOf(answer, 'items');
      if (Array.isArray(items)) for (const item of items) setField(item, 'joinedAt', atMinute(0));
    },
  ],
  [
    'returns metadata in a list',
    'organizations.listByMember',
    'READ-81',
    (answer) => {
      const items = fieldOf(answer, 'items');
      if (Array.isArray(items))
        for (const item of items) setField(fieldOf(item, 'organization'), 'publicMetadata', {});
    },
  ],
  [
    'returns metadata in the memberships of a user',
    'memberships.listActiveByUser',
    'READ-82',
    (answer) => {
      if (Array.isArray(answer))
        for (const row of answer) setField(fieldOf(row, 'value'), 'publicMetadata', {});
    },
  ],
  [
    'reads a member without the metadata',
    'memberships.findAccess',
    'READ-82',
    (answer) => {
      const value = fieldOf(fieldOf(answer, 'membership'), 'value');
      if (typeof value === 'object' && value !== null)
        Reflect.deleteProperty(value, 'publicMetadata');
    },
  ],
  [
    'returns a wrong version',
    'memberships.findActive',
    'READ-11',
    (answer) => setField(answer, 'version', 7),
  ],
];

const alteredAnswerMutants = alteredAnswers.map(([description, method, caughtBy, alter]) =>
  storageMutant(description, [caughtBy], withAlteredAnswer(method, alter)),
);

const readMethodMutants: readonly StorageMutant[] = [
  storageMutant('finds organizations by name as they are written', ['READ-73'], (storage) => ({
    ...storage,
    organizations: {
      ...storage.organizations,
      list: async (range, state, pageRequest) => {
        const page = await storage.organizations.list(range, state, pageRequest);
        if (range.by !== 'name') return page;
        const isSpelt = ({ name }: { name: string }) => name.startsWith(range.prefix);
        return { ...page, items: page.items.filter(isSpelt) };
      },
    },
  })),
  storageMutant('sorts names by code unit', ['READ-73'], (storage) => ({
    ...storage,
    organizations: {
      ...storage.organizations,
      list: async (range, state, pageRequest) => {
        const { items, next } = await storage.organizations.list(range, state, pageRequest);
        const keyOf = (one: Organization) => `${organizationSortValue(range.by, one)} ${one.id}`;
        return { items: items.toSorted((a, b) => compareText(keyOf(a), keyOf(b))), next };
      },
    },
  })),
  storageMutant('lists organizations that were created at the end', ['READ-73'], (storage) => ({
    ...storage,
    organizations: {
      ...storage.organizations,
      list: (range, state, pageRequest) =>
        storage.organizations.list(
          range.by === 'creation' && range.until !== undefined
            ? { ...range, until: new Date(range.until.getTime() + 1) }
            : range,
          state,
          pageRequest,
        ),
    },
  })),
  storageMutant('lists deleted organizations as live ones', ['READ-74'], (storage) => ({
    ...storage,
    organizations: {
      ...storage.organizations,
      list: (range, state, pageRequest) =>
        storage.organizations.list(range, state === 'live' ? null : state, pageRequest),
    },
  })),
  storageMutant('counts only members who can sign in', ['READ-70'], (storage) => ({
    ...storage,
    memberships: {
      ...storage.memberships,
      countMembers: async (id, viewer, filter) => {
        const all = { limit: 200, after: null, skip: 0 };
        const { items } = await storage.memberships.listMembers(id, viewer, filter, all);
        const found = await storage.memberships.countMembers(id, viewer, filter);
        const count = items.filter((item) => item.user.state === 'active').length;
        return { ...found, count };
      },
    },
  })),
  storageMutant('lists no former member who is a member again', ['READ-71'], (storage) => ({
    ...storage,
    memberships: {
      ...storage.memberships,
      listFormer: async (id, pageRequest) => {
        const { items, next } = await storage.memberships.listFormer(id, pageRequest);
        const isGone = await Promise.all(
          items.map(async ({ membership: { userId } }) => {
            return (await storage.memberships.findActive(id, userId)) === null;
          }),
        );
        return { items: items.filter((_item, index) => isGone[index]), next };
      },
    },
  })),
  storageMutant('ends the access at a deleted organization', ['READ-72'], (storage) => ({
    ...storage,
    memberships: {
      ...storage.memberships,
      listAccess: async (id, pageRequest) => {
        const page = await storage.memberships.listAccess(id, pageRequest);
        return page.items.length === 0 ? { ...page, next: null } : page;
      },
    },
  })),
  storageMutant('hides suspended users', ['READ-1'], (storage) => ({
    ...storage,
    users: {
      ...storage.users,
      findById: async (id) => {
        const found = await storage.users.findById(id);
        return found?.value.state === 'suspended' ? null : found;
      },
    },
  })),
  storageMutant('finds addresses without case', ['READ-2'], (storage) => ({
    ...storage,
    users: {
      ...storage.users,
      findByEmailKey: (key) =>
        storage.users.findByEmailKey(emailWithKeyOrThrow(key.toLowerCase()).key),
    },
  })),
  storageMutant('hides deleted organizations', ['READ-3', 'READ-13'], (storage) => ({
    ...storage,
    organizations: {
      ...storage.organizations,
      findById: async (id) => {
        const found = await storage.organizations.findById(id);
        return found?.value.deletedAt === undefined ? found : null;
      },
    },
    memberships: {
      ...storage.memberships,
      findAccess: async (id, userId) => {
        const found = await storage.memberships.findAccess(id, userId);
        const isGone = found.organization?.value.deletedAt !== undefined;
        return isGone ? { ...found, organization: null } : found;
      },
    },
  })),
  storageMutant('finds no deleted organization by its external id', ['READ-80'], (storage) => ({
    ...storage,
    organizations: {
      ...storage.organizations,
      findByExternalId: async (externalId) => {
        const found = await storage.organizations.findByExternalId(externalId);
        return found?.value.deletedAt === undefined ? found : null;
      },
    },
  })),
  storageMutant('returns a created organization as the personal one', ['READ-4'], (storage) => ({
    ...storage,
    organizations: {
      ...storage.organizations,
      findPersonal: async (id) =>
        (await storage.organizations.findPersonal(id)) ??
        storage.organizations.findById(organization(1).id),
    },
  })),
  storageMutant(
    'finds organizations by their current slugs only',
    ['READ-5', 'ROUNDTRIP-5'],
    (storage) => {
      const former = new Set<string>();
      const withFormerSlugs = withCommit(async (operation, real) => {
        await real(operation);
        for (const change of operation.changes) {
          if (change.kind !== 'insert' || change.collection !== 'slugs') continue;
          if (change.value.state === 'former') former.add(change.id);
        }
      })(storage);
      const { organizations } = storage;
      return {
        ...withFormerSlugs,
        organizations: {
          ...organizations,
          findBySlug: async (slug, viewer) =>
            former.has(slug) ? null : organizations.findBySlug(slug, viewer),
        },
      };
    },
  ),
  storageMutant('ignores the viewer', ['READ-6'], (storage) => ({
    ...storage,
    organizations: {
      ...storage.organizations,
      findBySlug: (slug) => storage.organizations.findBySlug(slug, null),
    },
  })),
  storageMutant('counts created organizations without a limit', ['READ-7'], (storage) => ({
    ...storage,
    organizations: {
      ...storage.organizations,
      readForCreation: (id, slugs) => storage.organizations.readForCreation(id, slugs, 1_000),
    },
  })),
  storageMutant('hides ended memberships', ['READ-12', 'ROUNDTRIP-3'], (storage) => ({
    ...storage,
    memberships: {
      ...storage.memberships,
      findById: async (id) => {
        const found = await storage.memberships.findById(id);
        return found?.value.state === 'ended' ? null : found;
      },
    },
  })),
  storageMutant('reads the organization last', ['READ-14'], (storage) => ({
    ...storage,
    memberships: {
      ...storage.memberships,
      findAccess: async (id, userId) => {
        const { user: person, membership } = await storage.memberships.findAccess(id, userId);
        return { organization: await storage.organizations.findById(id), user: person, membership };
      },
    },
  })),
  storageMutant('counts admins who cannot sign in toward the limit', ['READ-16'], (storage) => ({
    ...storage,
    memberships: {
      ...storage.memberships,
      listActiveAdminIds: async (id, limit) => {
        const first = { limit, after: null, skip: 0 };
        const { items } = await storage.memberships.listMembers(id, null, { role: 'admin' }, first);
        return items
          .filter(({ user: { state } }) => state === 'active')
          .map((item) => item.user.id);
      },
    },
  })),
  storageMutant('ignores the role of a member list', ['READ-18', 'PAGE-1'], (storage) => ({
    ...storage,
    memberships: {
      ...storage.memberships,
      listMembers: (id, viewer, _filter, pageRequest) =>
        storage.memberships.listMembers(id, viewer, {}, pageRequest),
    },
  })),
  storageMutant('hides closed invitations', ['READ-21', 'ROUNDTRIP-4'], (storage) => ({
    ...storage,
    invitations: {
      ...storage.invitations,
      findById: async (id) => {
        const found = await storage.invitations.findById(id);
        return found?.value.state === 'pending' ? found : null;
      },
    },
  })),
  storageMutant(
    'hides pending invitations past their expiry',
    ['READ-22', 'READ-24', 'READ-31'],
    (storage) => ({
      ...storage,
      invitations: {
        ...storage.invitations,
        readForInviting: withReusable(
          storage.invitations,
          (found) => found.value.expiresAt > atMinute(10),
        ),
        listPendingByInviter: async (inviter, id) => {
          const found = await storage.invitations.listPendingByInviter(inviter, id);
          return found.filter(({ value }) => value.expiresAt > atMinute(10));
        },
        listPendingByOrganization: async (id) => {
          const found = await storage.invitations.listPendingByOrganization(id);
          return found.filter(({ value }) => value.expiresAt > atMinute(10));
        },
      },
    }),
  ),
  storageMutant('counts expired invitations as pending', ['READ-23'], (storage) => ({
    ...storage,
    invitations: {
      ...storage.invitations,
      readForInviting: (id, inviter, addresses, { limit }) =>
        storage.invitations.readForInviting(id, inviter, addresses, { now: atMinute(-99), limit }),
    },
  })),
  storageMutant('lists invitations by their stored state', ['READ-25', 'PAGE-1'], (storage) => ({
    ...storage,
    invitations: {
      ...storage.invitations,
      listByOrganization: (id, filter, pageRequest) =>
        storage.invitations.listByOrganization(id, { ...filter, now: atMinute(-99) }, pageRequest),
    },
  })),
  storageMutant('hides fences', ['JOURNAL-1', 'COMMIT-9', 'ROUNDTRIP-6'], (storage) => ({
    ...storage,
    journal: {
      ...storage.journal,
      findById: async (id) => {
        const found = await storage.journal.findById(id);
        return found?.kind === 'fence' ? null : found;
      },
    },
  })),
  storageMutant('lists an entry in its first organization only', ['JOURNAL-3'], (storage) => ({
    ...storage,
    journal: {
      ...storage.journal,
      listByOrganization: async (id, pageRequest) => {
        const { items, next } = await storage.journal.listByOrganization(id, pageRequest);
        const own = items.filter(
          (item) => item.kind === 'command' && item.auditOrganizationIds[0] === id,
        );
        return { items: own, next };
      },
    },
  })),
  storageMutant(
    'compares only the first 24 digits of an operation id',
    ['JOURNAL-4'],
    (storage) => ({
      ...storage,
      journal: {
        ...storage.journal,
        findById: (id) => storage.journal.findById(parseOperationId(id.slice(0, 24)) ?? id),
      },
    }),
  ),
];

export const readMutants: readonly StorageMutant[] = [
  ...alteredAnswerMutants,
  ...readMethodMutants,
];
