// Storages whose reads give too much, too little or something else.
import { parseOperationId } from '../../../../src/domain/shared/ids.js';
import { at, email, user } from '../../../../src/testing/contract/specimens.js';
import { answering, committing, field, type Saboteur, saboteur, setField } from './saboteur.js';

type Answer = readonly [
  does: string,
  method: string,
  caughtBy: string,
  alter: (answer: unknown) => void,
];

const answers: readonly Answer[] = [
  [
    'gives null for an absent name',
    'users.findById',
    'ROUNDTRIP-10',
    (answer) => {
      const value = field(answer, 'value');
      if (field(value, 'name') === undefined) setField(value, 'name', null);
    },
  ],
  [
    'lets everybody sign in',
    'memberships.findRole',
    'READ-15',
    (answer) => setField(answer, 'canSignIn', true),
  ],
  ['knows no viewer', 'memberships.list', 'READ-19', (answer) => setField(answer, 'viewer', null)],
  [
    'takes every organization for live',
    'memberships.list',
    'READ-20',
    (answer) => setField(answer, 'isLive', true),
  ],
  [
    'tells more of a user than it must',
    'memberships.list',
    'READ-17',
    (answer) => {
      const items = field(answer, 'items');
      if (Array.isArray(items))
        for (const item of items) setField(field(item, 'user'), 'emailVerified', true);
    },
  ],
  [
    'sorts the slugs that are taken',
    'slugs.taken',
    'READ-9',
    (answer) => {
      if (Array.isArray(answer)) answer.sort();
    },
  ],
  [
    'gives no time',
    'storage.time',
    'READ-10',
    (answer) => {
      if (answer instanceof Date) answer.setTime(Number.NaN);
    },
  ],
  [
    'forgets the day of joining',
    'organizations.listByMember',
    'READ-8',
    (answer) => {
      const items = field(answer, 'items');
      if (Array.isArray(items)) for (const item of items) setField(item, 'joinedAt', at(0));
    },
  ],
  [
    'gives one version for another',
    'memberships.findActive',
    'READ-11',
    (answer) => setField(answer, 'version', 7),
  ],
];

const ofAnswers = answers.map(([does, method, caughtBy, alter]) =>
  saboteur(does, [caughtBy], answering(method, alter)),
);

const ofQuestions: readonly Saboteur[] = [
  saboteur('hides suspended users', ['READ-1'], (storage) => ({
    ...storage,
    users: {
      ...storage.users,
      findById: async (id) => {
        const found = await storage.users.findById(id);
        return found?.value.state === 'suspended' ? null : found;
      },
    },
  })),
  saboteur('looks addresses up without case', ['READ-2'], (storage) => ({
    ...storage,
    users: {
      ...storage.users,
      findByEmailKey: (key) => storage.users.findByEmailKey(email(key.toLowerCase()).key),
    },
  })),
  saboteur('hides deleted organizations', ['READ-3', 'READ-13'], (storage) => ({
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
      standing: async (id, userId) => {
        const found = await storage.memberships.standing(id, userId);
        const isGone = found.organization?.value.deletedAt !== undefined;
        return isGone ? { ...found, organization: null } : found;
      },
    },
  })),
  saboteur('takes an organization somebody founded for their own', ['READ-4'], (storage) => ({
    ...storage,
    organizations: {
      ...storage.organizations,
      findPersonal: async (id) =>
        (await storage.organizations.findPersonal(id)) ??
        storage.organizations.findById(user(1).defaultOrg),
    },
  })),
  saboteur('follows current slugs only', ['READ-5', 'ROUNDTRIP-5'], (storage) => {
    const former = new Set<string>();
    const noting = committing(async (operation, real) => {
      await real(operation);
      for (const change of operation.changes) {
        if (change.kind !== 'insert' || change.collection !== 'slugs') continue;
        if (change.value.state === 'former') former.add(change.id);
      }
    })(storage);
    const { organizations } = storage;
    return {
      ...noting,
      organizations: {
        ...organizations,
        findBySlug: async (slug, viewer) =>
          former.has(slug) ? null : organizations.findBySlug(slug, viewer),
      },
    };
  }),
  saboteur('ignores who looks an organization up', ['READ-6'], (storage) => ({
    ...storage,
    organizations: {
      ...storage.organizations,
      findBySlug: (slug) => storage.organizations.findBySlug(slug, null),
    },
  })),
  saboteur('counts foundings without end', ['READ-7'], (storage) => ({
    ...storage,
    organizations: {
      ...storage.organizations,
      countFoundedBy: (id) => storage.organizations.countFoundedBy(id, 1_000),
    },
  })),
  saboteur('hides ended memberships', ['READ-12', 'ROUNDTRIP-3'], (storage) => ({
    ...storage,
    memberships: {
      ...storage.memberships,
      findById: async (id) => {
        const found = await storage.memberships.findById(id);
        return found?.value.state === 'ended' ? null : found;
      },
    },
  })),
  saboteur('reads the organization of a standing last', ['READ-14'], (storage) => ({
    ...storage,
    memberships: {
      ...storage.memberships,
      standing: async (id, userId) => {
        const { user: person, membership } = await storage.memberships.standing(id, userId);
        return { organization: await storage.organizations.findById(id), user: person, membership };
      },
    },
  })),
  saboteur('stops looking for admins at the limit', ['READ-16'], (storage) => ({
    ...storage,
    memberships: {
      ...storage.memberships,
      adminsAbleToSignIn: async (id, limit) => {
        const first = { limit, after: null, skip: 0 };
        const { items } = await storage.memberships.list(id, null, { role: 'admin' }, first);
        return items
          .filter(({ user: { state } }) => state === 'active')
          .map((item) => item.user.id);
      },
    },
  })),
  saboteur('lists members of any role', ['READ-18', 'PAGE-1'], (storage) => ({
    ...storage,
    memberships: {
      ...storage.memberships,
      list: (id, viewer, _filter, keyset) => storage.memberships.list(id, viewer, {}, keyset),
    },
  })),
  saboteur('hides closed invitations', ['READ-21', 'ROUNDTRIP-4'], (storage) => ({
    ...storage,
    invitations: {
      ...storage.invitations,
      findById: async (id) => {
        const found = await storage.invitations.findById(id);
        return found?.value.state === 'pending' ? found : null;
      },
    },
  })),
  saboteur('takes time for a closing', ['READ-22', 'READ-24', 'READ-31'], (storage) => ({
    ...storage,
    invitations: {
      ...storage.invitations,
      findOpen: async (id, key) => {
        const found = await storage.invitations.findOpen(id, key);
        return found !== null && found.value.expiresAt > at(10) ? found : null;
      },
      pendingBy: async (inviter, id) => {
        const found = await storage.invitations.pendingBy(inviter, id);
        return found.filter(({ value }) => value.expiresAt > at(10));
      },
      pendingOf: async (id) => {
        const found = await storage.invitations.pendingOf(id);
        return found.filter(({ value }) => value.expiresAt > at(10));
      },
    },
  })),
  saboteur('counts expired invitations as pending', ['READ-23'], (storage) => ({
    ...storage,
    invitations: {
      ...storage.invitations,
      countPending: (id, _now, limit) => storage.invitations.countPending(id, at(-99), limit),
    },
  })),
  saboteur('lists invitations by their stored state', ['READ-25', 'PAGE-1'], (storage) => ({
    ...storage,
    invitations: {
      ...storage.invitations,
      list: (id, filter, keyset) =>
        storage.invitations.list(id, { ...filter, now: at(-99) }, keyset),
    },
  })),
  saboteur('has no fences in its journal', ['JOURNAL-1', 'COMMIT-9', 'ROUNDTRIP-6'], (storage) => ({
    ...storage,
    journal: {
      ...storage.journal,
      find: async (id) => {
        const found = await storage.journal.find(id);
        return found?.kind === 'fence' ? null : found;
      },
    },
  })),
  saboteur('lists an entry for its first organization only', ['JOURNAL-3'], (storage) => ({
    ...storage,
    journal: {
      ...storage.journal,
      listByOrganization: async (id, keyset) => {
        const { items, next } = await storage.journal.listByOrganization(id, keyset);
        const own = items.filter((item) => item.kind === 'command' && item.organizations[0] === id);
        return { items: own, next };
      },
    },
  })),
  saboteur('looks at the first 24 digits of an id', ['JOURNAL-4'], (storage) => ({
    ...storage,
    journal: {
      ...storage.journal,
      find: (id) => storage.journal.find(parseOperationId(id.slice(0, 24)) ?? id),
    },
  })),
];

export const saboteursOfReads: readonly Saboteur[] = [...ofAnswers, ...ofQuestions];
