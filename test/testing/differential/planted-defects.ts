// Storages with one planted defect each, of the kinds that broken storages had and the contract did not see.
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Change, Storage } from '../../../src/ports/storage.js';
import {
  oneMillisecondAfter,
  oneMillisecondBefore,
  uniqueConflictOf,
  withChanges,
  withCommit,
  withFaultHandler,
  withMethods,
} from '../altered-storage.js';

type Plant = (storage: Storage) => Storage;

/** A storage with other methods in one part, whatever their types. */
export function withMethod(
  name: string,
  replace: (real: (...args: readonly unknown[]) => Promise<unknown>) => unknown,
): Plant {
  const [part = '', method = ''] = name.split('.');
  return (storage) => {
    const target: object = Reflect.get(storage, part);
    const real: unknown = Reflect.get(target, method);
    if (typeof real !== 'function') throw new Error(`there is no ${name}`);
    const call = (...args: readonly unknown[]) => Reflect.apply(real, target, args);
    return { ...storage, [part]: { ...target, [method]: replace(call) } };
  };
}

/** Answers each question of a read once, and keeps the answer. */
export function withKeptAnswers(name: string): Plant {
  return withMethod(name, (real) => {
    const kept = new Map<string, Promise<unknown>>();
    return (...args: readonly unknown[]) => {
      const question = JSON.stringify(args);
      const answer = kept.get(question) ?? real(...args);
      kept.set(question, answer);
      return answer;
    };
  });
}

/** Answers a read from an index that has `field` of each row as it was inserted. */
function withFieldAsInserted(name: string, collection: Change['collection'], field: string): Plant {
  return (storage) => {
    const index = memoryStorage();
    const inserted = new Map<string, unknown>();
    const indexing = withChanges(async (change) => {
      if (change.collection !== collection || !('value' in change)) return [change];
      if (change.kind === 'insert') inserted.set(change.id, Reflect.get(change.value, field));
      const { [field]: _now, ...rest } = Object.fromEntries(Object.entries(change.value));
      const before = inserted.get(change.id);
      const value = before === undefined ? rest : { ...rest, [field]: before };
      return [Object.assign(structuredClone(change), { value })];
    })(index);
    const committing = withCommit(async (operation, real) => {
      await real(operation);
      await indexing.commit(operation);
    })(storage);
    const [part = '', method = ''] = name.split('.');
    const read: unknown = Reflect.get(Reflect.get(index, part), method);
    return withMethod(name, () => read)(committing);
  };
}

/** An empty page after a key whose row has left the list. */
export function withDeadKeys(name: string): Plant {
  return withMethod(name, (real) => async (...args: readonly unknown[]) => {
    const filter = args.slice(0, -1);
    const asked: unknown = Reflect.get(Object(args.at(-1)), 'after');
    let [after, isDead]: [unknown, boolean] = [null, asked !== null];
    while (isDead) {
      const page = Object(await real(...filter, { limit: 1, after, skip: 0 }));
      after = Reflect.get(page, 'next');
      if (after === null) return { ...page, items: [], next: null };
      isDead = JSON.stringify(after) !== JSON.stringify(asked);
    }
    return real(...args);
  });
}

function withAnswers(
  name: string,
  change: (answer: readonly unknown[]) => readonly unknown[],
): Plant {
  return withMethod(name, (real) => async (...args: readonly unknown[]) => {
    const answer = await real(...args);
    return Array.isArray(answer) ? change(answer) : answer;
  });
}

/** What each storage does wrong, after "a storage that". */
export const plantedDefects: Readonly<Record<string, Plant>> = {
  'returns at most two invitations of an inviter': withAnswers(
    'invitations.listPendingByInviter',
    (all) => all.slice(0, 2),
  ),
  'returns at most two submissions of an app, whatever the limit': withAnswers(
    'submissions.listAllByApp',
    (all) => all.slice(0, 2),
  ),
  'ends a list of members after two pages of one': withMethods('memberships', (real) => ({
    async listMembers(organizationId, viewer, filter, page) {
      const { items, next, ...rest } = await real.listMembers(organizationId, viewer, filter, page);
      return { ...rest, items, next: page.limit === 1 && page.after !== null ? null : next };
    },
  })),
  'lists memberships of a user by the time of joining': withMethods('memberships', (real) => ({
    listActiveByUser: async (userId) =>
      (await real.listActiveByUser(userId)).toSorted(
        (a, b) => a.value.joinedAt.getTime() - b.value.joinedAt.getTime(),
      ),
  })),
  'lists deleted apps of one time by the highest id': withMethods('apps', (real) => ({
    async listIdsDeletedUntil(until, limit) {
      const ids = await real.listIdsDeletedUntil(until, 100);
      const before = await real.listIdsDeletedUntil(oneMillisecondBefore(until), 100);
      const last = ids.slice(before.length).toReversed();
      return [...before, ...last].slice(0, limit);
    },
  })),
  'orders the journal by whole seconds': withMethods('journal', (real) => ({
    async listByOrganization(organizationId, page) {
      const { items, next } = await real.listByOrganization(organizationId, page);
      const second = (at: Date) => Math.floor(at.getTime() / 1000);
      return {
        items: items.toSorted((a, b) => second(b.at) - second(a.at) || (a.id < b.id ? 1 : -1)),
        next,
      };
    },
  })),
  'lists an entry only for its first two organizations': withMethods('journal', (real) => ({
    async listByOrganization(id, page) {
      const { items, next } = await real.listByOrganization(id, page);
      const isOf = (entry: (typeof items)[number]) =>
        entry.kind === 'command' && entry.auditOrganizationIds.slice(0, 2).includes(id);
      return { items: items.filter(isOf), next };
    },
  })),
  'finds what expires only after its expiry': withMethods('invitations', (real) => ({
    listPendingPastExpiry: (now, limit) =>
      real.listPendingPastExpiry(oneMillisecondBefore(now), limit),
  })),
  'calls an approval expired a millisecond early': withMethods('submissions', (real) => ({
    listExpiredApprovals: (now, limit) =>
      real.listExpiredApprovals(oneMillisecondAfter(now), limit),
  })),
  'prunes entries of exactly the given time': withMethods('outbox', (real) => ({
    prune: (before, limit) => real.prune(oneMillisecondAfter(before), limit),
  })),
  'lists organizations by creation up to the end of the range': withMethods(
    'organizations',
    (real) => ({
      list: (range, state, page) =>
        real.list(
          range.by === 'creation' && range.until !== undefined
            ? { ...range, until: oneMillisecondAfter(range.until) }
            : range,
          state,
          page,
        ),
    }),
  ),
  'finds deleted users by the time when they were inserted as deleted': withFieldAsInserted(
    'users.listIdsDeletedUntil',
    'users',
    'deletedAt',
  ),
  'knows whether a member can sign in from the insert of the account': withFieldAsInserted(
    'memberships.findRole',
    'users',
    'state',
  ),
  'knows admins by the role with which they were inserted': withFieldAsInserted(
    'memberships.listActiveAdminIds',
    'memberships',
    'role',
  ),
  'finds live apps by the organization that inserted them': withFieldAsInserted(
    'apps.listLiveIdsByOrganization',
    'apps',
    'organizationId',
  ),
  'finds created organizations by the creator at their insert': withFieldAsInserted(
    'organizations.readForCreation',
    'organizations',
    'createdBy',
  ),
  'lets deleted accounts sign in': withMethods('memberships', (real, { users }) => ({
    async findRole(organizationId, userId) {
      const role = await real.findRole(organizationId, userId);
      const isDeleted = (await users.findById(userId))?.value.state === 'deleted';
      return role === null || !isDeleted ? role : { ...role, canSignIn: true };
    },
  })),
  'finds only live personal organizations': withMethods('organizations', (real) => ({
    async findPersonal(userId) {
      const found = await real.findPersonal(userId);
      return found?.value.deletedAt === undefined ? found : null;
    },
  })),
  'lists the organizations of a member without personal ones': withMethods(
    'organizations',
    (real) => ({
      async listByMember(userId, page) {
        const { items, next } = await real.listByMember(userId, page);
        const isShared = ({ organization }: (typeof items)[number]) =>
          organization.personalOf === undefined;
        return { items: items.filter(isShared), next };
      },
    }),
  ),
  'forgets the viewer when it lists members by role': withMethods('memberships', (real) => ({
    listMembers: (organizationId, viewer, filter, page) =>
      real.listMembers(organizationId, filter.role === undefined ? viewer : null, filter, page),
  })),
  'lists overdue approvals with version 1': withMethods('submissions', (real) => ({
    listExpiredApprovals: async (now, limit) =>
      (await real.listExpiredApprovals(now, limit)).map((row) => ({ ...row, version: 1 })),
  })),
  'takes a released submission for an open one': withMethods('submissions', (real) => ({
    async findOpen(appId) {
      const newest = await real.findNewest(appId);
      return newest?.value.state === 'released' ? newest : real.findOpen(appId);
    },
  })),
  'finds what an organization owns in the store, not what it has published': withMethods(
    'apps',
    (real) => ({
      async listPublished({ organizationId, ...filter }, page) {
        const found = await real.listPublished(filter, { ...page, limit: 100 });
        if (organizationId === undefined) return real.listPublished(filter, page);
        const { items } = await real.listByOrganization(organizationId, { ...page, limit: 100 });
        return {
          items: found.items.filter(({ id }) => items.some((app) => app.id === id)),
          next: null,
        };
      },
    }),
  ),
  'claims notifications before invitations that are due at the same time': withMethods(
    'outbox',
    (real) => ({
      async claim(request) {
        const items = await real.claim(request);
        const due = (item: (typeof items)[number]) =>
          Number((item.kind === 'message' ? item.message : item.invitation).delivery.nextAttemptAt);
        return items.toSorted((a, b) => due(a) - due(b) || (a.kind < b.kind ? 1 : -1));
      },
    }),
  ),
  'claims a row twice if its lease is over already': withMethods('outbox', (real) => ({
    async claim(request) {
      const items = await real.claim(request);
      return request.lease.until <= request.now ? [...items, ...items.slice(0, 1)] : items;
    },
  })),
  'keeps the time of the first mail': withMethods('outbox', (real, { invitations }) => ({
    async settle(settlement) {
      if (settlement.kind === 'message' || settlement.outcome.kind !== 'sent')
        return real.settle(settlement);
      const rows = await invitations.listPendingPastExpiry(new Date('2200-01-01'), 100);
      const before = rows.find(({ value }) => value.id === settlement.id)?.value.lastEmailSentAt;
      return real.settle({ ...settlement, at: before ?? settlement.at });
    },
  })),
  'records every use of a key': withMethods('apiKeys', (real) => ({
    async recordUse(id, at) {
      await real.recordUse(id, new Date(at.getTime() + 60_000));
      await real.recordUse(id, at);
    },
  })),
  'accepts the address of a suspended user': withFaultHandler(
    ({ constraint }) => constraint === 'users.email',
    async () => {},
  ),
  'compares addresses by their compatibility form': withCommit(async (operation, real, storage) => {
    const { items } = await storage.users.list({ by: 'email', prefix: '' }, null, {
      limit: 100,
      after: null,
      skip: 0,
    });
    const folded = (text: string) => text.normalize('NFKC').slice(0, 191);
    const isTaken = (change: Change) =>
      change.kind === 'insert' &&
      change.collection === 'users' &&
      items.some(({ emailKey }) => folded(emailKey) === folded(change.value.emailKey));
    if (operation.changes.some(isTaken)) throw uniqueConflictOf('users.email');
    await real(operation);
  }),
};
