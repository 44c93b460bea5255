// Mutants that give maintenance and deletion too much, too little or in the wrong order.
import type { Invitation } from '../../../../src/domain/organization/invitation.js';
import type { Versioned } from '../../../../src/domain/shared/result.js';
import type { EmailKey } from '../../../../src/domain/user/email.js';
import type { InvitationOfAddressee } from '../../../../src/ports/storage.js';
import { atMinute, user } from '../../../../src/testing/contract/fixtures.js';
import { withReusable } from './command-reads.js';
import {
  noLimit,
  oneMillisecondAfter,
  oneMillisecondBefore,
  type StorageMutant,
  storageMutant,
  withAlteredAnswer,
  withMethods,
} from './storage-mutant.js';

const limitMutants: readonly StorageMutant[] = [
  storageMutant(
    'lists deleted users without a limit',
    ['READ-26'],
    withMethods('users', (real) => ({
      listIdsDeletedUntil: (until) => real.listIdsDeletedUntil(until, noLimit),
    })),
  ),
  storageMutant(
    'lists organizations without a limit',
    ['READ-27', 'READ-28'],
    withMethods('organizations', (real) => ({
      listIdsDeletedUntil: (until) => real.listIdsDeletedUntil(until, noLimit),
      listByContactEmail: (key) => real.listByContactEmail(key, noLimit),
    })),
  ),
  storageMutant(
    'lists memberships without a limit',
    ['READ-30'],
    withMethods('memberships', (real) => ({
      listAllByOrganization: (id) => real.listAllByOrganization(id, noLimit),
    })),
  ),
  storageMutant(
    'lists invitations without a limit',
    ['READ-32', 'READ-33', 'READ-34', 'READ-35', 'READ-36'],
    withMethods('invitations', (real) => ({
      listPendingBySigningKey: (kid, now) => real.listPendingBySigningKey(kid, now, noLimit),
      listPendingPastExpiry: (now) => real.listPendingPastExpiry(now, noLimit),
      listClosedUntil: (until) => real.listClosedUntil(until, noLimit),
      listByEmail: (key) => real.listByEmail(key, noLimit),
      listAllByOrganization: (id) => real.listAllByOrganization(id, noLimit),
    })),
  ),
  storageMutant(
    'returns at most 100 rows',
    ['READ-29', 'READ-31'],
    withAlteredAnswer(null, (answer) => {
      if (Array.isArray(answer)) answer.splice(100);
    }),
  ),
];

const timeMutants: readonly StorageMutant[] = [
  storageMutant(
    'lists deleted and closed rows a millisecond too early',
    ['READ-26', 'READ-27', 'READ-34'],
    (storage) => ({
      ...storage,
      users: {
        ...storage.users,
        listIdsDeletedUntil: (until, limit) =>
          storage.users.listIdsDeletedUntil(oneMillisecondAfter(until), limit),
      },
      organizations: {
        ...storage.organizations,
        listIdsDeletedUntil: (until, limit) =>
          storage.organizations.listIdsDeletedUntil(oneMillisecondAfter(until), limit),
      },
      invitations: {
        ...storage.invitations,
        listClosedUntil: (until, limit) =>
          storage.invitations.listClosedUntil(oneMillisecondAfter(until), limit),
      },
    }),
  ),
  storageMutant(
    'leaves out rows that ended exactly at the given time',
    ['READ-33', 'READ-34'],
    withMethods('invitations', (real) => ({
      listPendingPastExpiry: (now, limit) =>
        real.listPendingPastExpiry(oneMillisecondBefore(now), limit),
      listClosedUntil: (until, limit) => real.listClosedUntil(oneMillisecondBefore(until), limit),
    })),
  ),
  storageMutant(
    'lists expired invitations of a signing key',
    ['READ-32'],
    withMethods('invitations', (real) => ({
      listPendingBySigningKey: (kid, _now, limit) =>
        real.listPendingBySigningKey(kid, atMinute(-99), limit),
    })),
  ),
  storageMutant(
    'lists deleted and closed rows by id only',
    ['READ-26', 'READ-27', 'READ-34'],
    (storage) => ({
      ...storage,
      users: {
        ...storage.users,
        listIdsDeletedUntil: async (until, limit) =>
          (await storage.users.listIdsDeletedUntil(until, noLimit)).toSorted().slice(0, limit),
      },
      organizations: {
        ...storage.organizations,
        listIdsDeletedUntil: async (until, limit) =>
          (await storage.organizations.listIdsDeletedUntil(until, noLimit))
            .toSorted()
            .slice(0, limit),
      },
      invitations: {
        ...storage.invitations,
        listClosedUntil: async (until, limit) =>
          (await storage.invitations.listClosedUntil(until, noLimit))
            .toSorted(byId)
            .slice(0, limit),
      },
    }),
  ),
  storageMutant(
    'lists the last expiry first',
    ['READ-33'],
    withMethods('invitations', (real) => ({
      listPendingPastExpiry: async (now, limit) =>
        (await real.listPendingPastExpiry(now, noLimit)).toReversed().slice(0, limit),
    })),
  ),
];

function byId(
  { value: { id: a } }: Versioned<{ readonly id: string }>,
  { value: { id: b } }: Versioned<{ readonly id: string }>,
): number {
  return a < b ? -1 : 1;
}

const ownershipMutants: readonly StorageMutant[] = [
  storageMutant(
    'lists deleted personal organizations',
    ['READ-27'],
    withMethods('organizations', (real) => ({
      async listIdsDeletedUntil(until, limit) {
        const ids = await real.listIdsDeletedUntil(until, limit);
        const personal = await real.findPersonal(user(1).id);
        return personal === null ? ids : [personal.value.id, ...ids].slice(0, limit);
      },
    })),
  ),
  storageMutant(
    'compares the spelling of contact addresses',
    ['READ-28'],
    withMethods('organizations', (real) => ({
      listByContactEmail: async (key, limit) => {
        const found = await real.listByContactEmail(key, limit);
        return found.filter(({ value }) => String(value.profile.contactEmail) === key);
      },
    })),
  ),
  storageMutant(
    'hides contacts of deleted organizations',
    ['READ-28'],
    withMethods('organizations', (real) => ({
      listByContactEmail: async (key, limit) => {
        const found = await real.listByContactEmail(key, limit);
        return found.filter(({ value }) => value.deletedAt === undefined);
      },
    })),
  ),
  storageMutant(
    'hides memberships in deleted organizations',
    ['READ-29'],
    withMethods('memberships', (real, { organizations }) => ({
      async listActiveByUser(id) {
        const rows = await real.listActiveByUser(id);
        const where = await Promise.all(
          rows.map(({ value }) => organizations.findById(value.organizationId)),
        );
        return rows.filter((_row, place) => where[place]?.value.deletedAt === undefined);
      },
    })),
  ),
  storageMutant(
    'hides ended memberships of an organization',
    ['READ-30'],
    withMethods('memberships', (real) => ({
      listAllByOrganization: async (id, limit) => {
        const rows = await real.listAllByOrganization(id, limit);
        return rows.filter(({ value }) => value.state === 'active');
      },
    })),
  ),
  storageMutant(
    'lists slugs by state',
    ['READ-37'],
    withMethods('slugs', (real) => ({
      listAllByOrganization: async (id) =>
        (await real.listAllByOrganization(id)).toSorted((a, b) =>
          a.value.state < b.value.state ? -1 : 1,
        ),
    })),
  ),
  storageMutant(
    'hides former slugs',
    ['READ-37', 'ROUNDTRIP-5'],
    withMethods('slugs', (real) => ({
      listAllByOrganization: async (id) =>
        (await real.listAllByOrganization(id)).filter(({ value }) => value.state === 'current'),
    })),
  ),
];

type InvitationRows = readonly Versioned<Invitation>[];

function pendingRowsOf(rows: InvitationRows): InvitationRows {
  return rows.filter(({ value }) => value.state === 'pending');
}

const invitationMutants: readonly StorageMutant[] = [
  storageMutant(
    'hides invitations that are stored as expired',
    ['READ-22'],
    withMethods('invitations', (real) => ({
      readForInviting: withReusable(real, ({ value }) => value.state === 'pending'),
    })),
  ),
  storageMutant(
    'finds the oldest expired invitation',
    ['READ-22'],
    withMethods('invitations', (real) => ({
      async readForInviting(id, inviter, keys, pending) {
        const read = await real.readForInviting(id, inviter, keys, pending);
        const oldestExpired = async (key: EmailKey) => {
          const all = await real.listByEmail(key, noLimit);
          const own = all.filter(({ value }) => value.organizationId === id);
          return own.find(({ value }) => value.state === 'expired') ?? null;
        };
        const addressees = await Promise.all(
          read.addressees.map(async (one, index) => {
            const key = keys[index];
            const isExpired = one.reusableInvitation?.value.state === 'expired';
            return key === undefined || !isExpired
              ? one
              : { ...one, reusableInvitation: await oldestExpired(key) };
          }),
        );
        return { ...read, addressees };
      },
    })),
  ),
  storageMutant(
    'ignores the organization of an inviter’s invitations',
    ['READ-24'],
    withMethods('invitations', (real) => ({
      listPendingByInviter: (inviter) => real.listPendingByInviter(inviter, null),
    })),
  ),
  storageMutant(
    'finds nothing for an inviter in all organizations',
    ['READ-24'],
    withMethods('invitations', (real) => ({
      listPendingByInviter: async (inviter, id) =>
        id === null ? [] : real.listPendingByInviter(inviter, id),
    })),
  ),
  storageMutant(
    'hides closed invitations of an address and of an organization',
    ['READ-35', 'READ-36'],
    withMethods('invitations', (real) => ({
      listByEmail: async (key, limit) => pendingRowsOf(await real.listByEmail(key, limit)),
      listAllByOrganization: async (id, limit) =>
        pendingRowsOf(await real.listAllByOrganization(id, limit)),
    })),
  ),
  storageMutant(
    'lists expired invitations of an address',
    ['READ-67'],
    withMethods('invitations', (real) => ({
      listPendingByEmail: (addressee, _now, page) =>
        real.listPendingByEmail(addressee, atMinute(-99), page),
    })),
  ),
  storageMutant(
    'hides invitations whose organization is deleted',
    ['READ-69'],
    withMethods('invitations', (real) => ({
      async listPendingByEmail(...given) {
        const read = await real.listPendingByEmail(...given);
        const isLive = ({ organization }: InvitationOfAddressee) =>
          organization?.deletedAt === undefined;
        return { ...read, items: read.items.filter(isLive) };
      },
    })),
  ),
  storageMutant(
    'hides the name of an inviter',
    ['READ-69'],
    withMethods('invitations', (real) => ({
      async listPendingByEmail(...given) {
        const read = await real.listPendingByEmail(...given);
        const items = read.items.map(({ inviterName: _name, ...rest }) => rest);
        return { ...read, items };
      },
    })),
  ),
  storageMutant(
    'takes every addressee for a member',
    ['READ-69'],
    withMethods('invitations', (real) => ({
      async listPendingByEmail(...given) {
        const read = await real.listPendingByEmail(...given);
        return { ...read, items: read.items.map((item) => ({ ...item, isMember: true })) };
      },
    })),
  ),
  storageMutant(
    'finds no pending invitation that is past its expiry',
    ['READ-68'],
    withMethods('invitations', (real) => ({
      async findPending(id, key) {
        const found = await real.findPending(id, key);
        return found !== null && found.value.expiresAt > atMinute(10) ? found : null;
      },
    })),
  ),
  storageMutant(
    'finds a closed invitation of an address',
    ['READ-68'],
    withMethods('invitations', (real) => ({
      async findPending(id, key) {
        const all = await real.listByEmail(key, noLimit);
        return all.findLast(({ value }) => value.organizationId === id) ?? null;
      },
    })),
  ),
  storageMutant(
    'hides expired invitations from the purge',
    ['READ-34'],
    withMethods('invitations', (real) => ({
      listClosedUntil: async (until, limit) => {
        const rows = await real.listClosedUntil(until, limit);
        return rows.filter(({ value }) => value.state !== 'expired');
      },
    })),
  ),
];

export const maintenanceReadMutants: readonly StorageMutant[] = [
  ...limitMutants,
  ...timeMutants,
  ...ownershipMutants,
  ...invitationMutants,
];
