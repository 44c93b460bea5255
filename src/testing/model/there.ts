// What there is of each kind when a command's turn comes.

import type { Kind } from './places.js';
import {
  canSignIn,
  everMade,
  foreign,
  type Invitation,
  isPending,
  membershipOf,
  tokenNow,
  type User,
  type World,
} from './reference/index.js';

interface There {
  names(world: World): readonly string[];
  /** What is meant where there is none: something of another kind, or a name that nothing has. */
  readonly otherwise: Kind | `${string} 0` | 'hall' | 'dee@example.com';
}

const kinds: { readonly [K in Kind]: There } = {
  user: { names: (world) => everMade(world, 'user'), otherwise: 'user 0' },
  ghost: {
    names: ({ users }) => idsOf(users, ({ deletedAt }) => deletedAt !== null),
    otherwise: 'user',
  },
  outcast: { names: ({ users }) => idsOf(users, (user) => !canSignIn(user)), otherwise: 'user' },
  member: {
    names: (world) => idsOf(world.users, ({ id }) => isInFirst(world, id)),
    otherwise: 'user',
  },
  guest: {
    names(world) {
      const isGuest = ({ id }: User) => !isInFirst(world, id);
      return [...world.users.values()].filter(isGuest).map(({ email }) => email);
    },
    otherwise: 'dee@example.com',
  },
  organization: {
    names: ({ organizations }) => [
      ...idsOf(organizations, (row) => !row.isPersonal && row.deletedAt === null).reverse(),
      ...idsOf(organizations, (row) => !row.isPersonal && row.deletedAt !== null).reverse(),
    ],
    otherwise: 'personal',
  },
  personal: {
    names: ({ organizations }) => idsOf(organizations, (row) => row.isPersonal),
    otherwise: 'organization 0',
  },
  ruin: {
    names: ({ organizations }) => idsOf(organizations, ({ deletedAt }) => deletedAt !== null),
    otherwise: 'organization',
  },
  ever: {
    names: (world) => everMade(world, 'organization').reverse(),
    otherwise: 'organization 0',
  },
  invitation: {
    names: (world) => everMade(world, 'invitation').reverse(),
    otherwise: 'invitation 0',
  },
  pending: { names: (world) => pendingIn(world).map(({ id }) => id), otherwise: 'invitation' },
  token: { names: (world) => everMade(world, 'token').reverse(), otherwise: 'token 0' },
  open: {
    names: (world) => pendingIn(world).map((row) => tokenNow(world, row).name),
    otherwise: 'token',
  },
  foreign: {
    names: (world) => kinds.token.names(world).map((name) => `${foreign}${name}`),
    otherwise: 'token 0',
  },
  key: { names: (world) => everMade(world, 'key').reverse(), otherwise: 'key 0' },
  formerkey: { names: (world) => kinds.key.names(world).slice(1), otherwise: 'key' },
  slug: { names: ({ slugs }) => [...slugs.keys()], otherwise: 'hall' },
};

function isInFirst(world: World, userId: string): boolean {
  const [first = ''] = kinds.organization.names(world);
  return membershipOf(world, first, userId) !== undefined;
}

function idsOf<T extends { readonly id: string }>(
  rows: ReadonlyMap<string, T>,
  holds: (row: T) => boolean,
): string[] {
  return [...rows.values()].filter(holds).map(({ id }) => id);
}

/** The newest first. */
function pendingIn(world: World): Invitation[] {
  return [...world.invitations.values()].filter((row) => isPending(world, row)).reverse();
}

export function isKind(text: string | undefined): text is Kind {
  return text !== undefined && Object.hasOwn(kinds, text);
}

/** What stands at this place, counted round and round. */
export function nameAt(kind: Kind, place: number, world: World): string {
  const { names, otherwise } = kinds[kind];
  const there = names(world);
  const name = there[place % there.length];
  if (name !== undefined) return name;
  return isKind(otherwise) ? nameAt(otherwise, place, world) : otherwise;
}
