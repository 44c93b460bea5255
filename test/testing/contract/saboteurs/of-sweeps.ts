// Storages that give settlements, sweeps and purges too much, too little or in another order.
import type { Invitation } from '../../../../src/domain/organization/invitation.js';
import type { Versioned } from '../../../../src/domain/shared/result.js';
import { at, user } from '../../../../src/testing/contract/specimens.js';
import {
  answering,
  boundless,
  later,
  replacing,
  type Saboteur,
  saboteur,
  sooner,
} from './saboteur.js';

const ofLimits: readonly Saboteur[] = [
  saboteur(
    'purges users without a limit',
    ['READ-26'],
    replacing('users', (real) => ({
      deletedUntil: (until) => real.deletedUntil(until, boundless),
    })),
  ),
  saboteur(
    'lists organizations without a limit',
    ['READ-27', 'READ-28'],
    replacing('organizations', (real) => ({
      deletedUntil: (until) => real.deletedUntil(until, boundless),
      listByContact: (key) => real.listByContact(key, boundless),
    })),
  ),
  saboteur(
    'lists memberships without a limit',
    ['READ-30'],
    replacing('memberships', (real) => ({
      ofOrganization: (id) => real.ofOrganization(id, boundless),
    })),
  ),
  saboteur(
    'sweeps invitations without a limit',
    ['READ-32', 'READ-33', 'READ-34', 'READ-35', 'READ-36'],
    replacing('invitations', (real) => ({
      pendingUnder: (kid, now) => real.pendingUnder(kid, now, boundless),
      overdue: (now) => real.overdue(now, boundless),
      closedUntil: (until) => real.closedUntil(until, boundless),
      addressedTo: (key) => real.addressedTo(key, boundless),
      ofOrganization: (id) => real.ofOrganization(id, boundless),
    })),
  ),
  saboteur(
    'hands out a hundred rows and no more',
    ['READ-29', 'READ-31'],
    answering(null, (answer) => {
      if (Array.isArray(answer)) answer.splice(100);
    }),
  ),
];

const ofTimes: readonly Saboteur[] = [
  saboteur('purges a moment too early', ['READ-26', 'READ-27', 'READ-34'], (storage) => ({
    ...storage,
    users: {
      ...storage.users,
      deletedUntil: (until, limit) => storage.users.deletedUntil(later(until), limit),
    },
    organizations: {
      ...storage.organizations,
      deletedUntil: (until, limit) => storage.organizations.deletedUntil(later(until), limit),
    },
    invitations: {
      ...storage.invitations,
      closedUntil: (until, limit) => storage.invitations.closedUntil(later(until), limit),
    },
  })),
  saboteur(
    'leaves out what ended at the very moment',
    ['READ-33', 'READ-34'],
    replacing('invitations', (real) => ({
      overdue: (now, limit) => real.overdue(sooner(now), limit),
      closedUntil: (until, limit) => real.closedUntil(sooner(until), limit),
    })),
  ),
  saboteur(
    'takes expired invitations for pending under a key',
    ['READ-32'],
    replacing('invitations', (real) => ({
      pendingUnder: (kid, _now, limit) => real.pendingUnder(kid, at(-99), limit),
    })),
  ),
  saboteur('purges by id', ['READ-26', 'READ-27', 'READ-34'], (storage) => ({
    ...storage,
    users: {
      ...storage.users,
      deletedUntil: async (until, limit) =>
        (await storage.users.deletedUntil(until, boundless)).toSorted().slice(0, limit),
    },
    organizations: {
      ...storage.organizations,
      deletedUntil: async (until, limit) =>
        (await storage.organizations.deletedUntil(until, boundless)).toSorted().slice(0, limit),
    },
    invitations: {
      ...storage.invitations,
      closedUntil: async (until, limit) =>
        (await storage.invitations.closedUntil(until, boundless)).toSorted(byId).slice(0, limit),
    },
  })),
  saboteur(
    'sweeps what expired last first',
    ['READ-33'],
    replacing('invitations', (real) => ({
      overdue: async (now, limit) =>
        (await real.overdue(now, boundless)).toReversed().slice(0, limit),
    })),
  ),
];

function byId(
  { value: { id: a } }: Versioned<{ readonly id: string }>,
  { value: { id: b } }: Versioned<{ readonly id: string }>,
): number {
  return a < b ? -1 : 1;
}

const ofWhatBelongs: readonly Saboteur[] = [
  saboteur(
    'purges personal organizations by themselves',
    ['READ-27'],
    replacing('organizations', (real) => ({
      async deletedUntil(until, limit) {
        const ids = await real.deletedUntil(until, limit);
        const personal = await real.findPersonal(user(1).id);
        return personal === null ? ids : [personal.value.id, ...ids].slice(0, limit);
      },
    })),
  ),
  saboteur(
    'looks contacts up as they are written',
    ['READ-28'],
    replacing('organizations', (real) => ({
      listByContact: async (key, limit) => {
        const found = await real.listByContact(key, limit);
        return found.filter(({ value }) => String(value.profile.contactEmail) === key);
      },
    })),
  ),
  saboteur(
    'forgets contacts of deleted organizations',
    ['READ-28'],
    replacing('organizations', (real) => ({
      listByContact: async (key, limit) => {
        const found = await real.listByContact(key, limit);
        return found.filter(({ value }) => value.deletedAt === undefined);
      },
    })),
  ),
  saboteur(
    'forgets memberships in deleted organizations',
    ['READ-29'],
    replacing('memberships', (real, { organizations }) => ({
      async activeOf(id) {
        const rows = await real.activeOf(id);
        const where = await Promise.all(
          rows.map(({ value }) => organizations.findById(value.organizationId)),
        );
        return rows.filter((_row, place) => where[place]?.value.deletedAt === undefined);
      },
    })),
  ),
  saboteur(
    'gives those who left no place in an organization',
    ['READ-30'],
    replacing('memberships', (real) => ({
      ofOrganization: async (id, limit) => {
        const rows = await real.ofOrganization(id, limit);
        return rows.filter(({ value }) => value.state === 'active');
      },
    })),
  ),
  saboteur(
    'gives slugs by state',
    ['READ-37'],
    replacing('slugs', (real) => ({
      ofOrganization: async (id) =>
        (await real.ofOrganization(id)).toSorted((a, b) =>
          a.value.state < b.value.state ? -1 : 1,
        ),
    })),
  ),
  saboteur(
    'forgets former slugs',
    ['READ-37', 'ROUNDTRIP-5'],
    replacing('slugs', (real) => ({
      ofOrganization: async (id) =>
        (await real.ofOrganization(id)).filter(({ value }) => value.state === 'current'),
    })),
  ),
];

type Rows = readonly Versioned<Invitation>[];

function pendingAmong(rows: Rows): Rows {
  return rows.filter(({ value }) => value.state === 'pending');
}

const ofInvitations: readonly Saboteur[] = [
  saboteur(
    'finds no invitation that is stored as expired',
    ['READ-22'],
    replacing('invitations', (real) => ({
      async findOpen(id, key) {
        const found = await real.findOpen(id, key);
        return found?.value.state === 'pending' ? found : null;
      },
    })),
  ),
  saboteur(
    'renews the oldest of several invitations',
    ['READ-22'],
    replacing('invitations', (real) => ({
      async findOpen(id, key) {
        const found = await real.findOpen(id, key);
        if (found?.value.state !== 'expired') return found;
        const all = await real.addressedTo(key, boundless);
        const own = all.filter(({ value }) => value.organizationId === id);
        return own.find(({ value }) => value.state === 'expired') ?? null;
      },
    })),
  ),
  saboteur(
    'gives what somebody sent in all organizations for one',
    ['READ-24'],
    replacing('invitations', (real) => ({ pendingBy: (inviter) => real.pendingBy(inviter, null) })),
  ),
  saboteur(
    'looks for what somebody sent in one organization only',
    ['READ-24'],
    replacing('invitations', (real) => ({
      pendingBy: async (inviter, id) => (id === null ? [] : real.pendingBy(inviter, id)),
    })),
  ),
  saboteur(
    'forgets closed invitations of an address and of an organization',
    ['READ-35', 'READ-36'],
    replacing('invitations', (real) => ({
      addressedTo: async (key, limit) => pendingAmong(await real.addressedTo(key, limit)),
      ofOrganization: async (id, limit) => pendingAmong(await real.ofOrganization(id, limit)),
    })),
  ),
  saboteur(
    'keeps no history of what expired',
    ['READ-34'],
    replacing('invitations', (real) => ({
      closedUntil: async (until, limit) => {
        const rows = await real.closedUntil(until, limit);
        return rows.filter(({ value }) => value.state !== 'expired');
      },
    })),
  ),
];

export const saboteursOfSweeps: readonly Saboteur[] = [
  ...ofLimits,
  ...ofTimes,
  ...ofWhatBelongs,
  ...ofInvitations,
];
