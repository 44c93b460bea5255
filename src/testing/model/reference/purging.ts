// What purges take away, one entry in the journal for each step.

import type { Action } from '../../../domain/journal/entry.js';
import { adminsOf, personalOf } from './standing.js';
import { keyOf } from './words.js';
import { type Organization, record, type User, type World, where } from './world.js';

/** An address that leads nowhere. */
const nobody = 'nobody@contact.invalid';

/** Answers how many rows went. */
export function purgeOrganization(
  world: World,
  { id }: Organization,
  action: Action = 'organization.purge',
): number {
  const before = world.slugs.size + world.memberships.size + world.invitations.size;
  record(world, action, id, [id]);
  forget(world.memberships, ({ organization }) => organization === id);
  forget(world.invitations, ({ organization }) => organization === id);
  record(world, action, id, [id]);
  forget(world.slugs, (organization) => organization === id);
  world.organizations.delete(id);
  record(world, action, id, [id]);
  const after = world.slugs.size + world.memberships.size + world.invitations.size;
  return before - after + 1;
}

/** Answers how many rows were changed or went. */
export function purgeUser(world: World, user: User): number {
  const { id, email } = user;
  record(world, 'user.purge', id, []);
  const personal = personalOf(world, id);
  const gone = personal === undefined ? 0 : purgeOrganization(world, personal, 'user.purge');
  return gone + replaceContacts(world, user) + purgeInvited(world, id, keyOf(email)) + last();

  function last(): number {
    world.users.delete(id);
    record(world, 'user.purge', id, []);
    return 1;
  }
}

/** Another admin's address stands where this person's was an organization's contact. */
function replaceContacts(world: World, { email }: User): number {
  const own = (row: Organization) => keyOf(row.contactEmail) === keyOf(email);
  const rows = where(world.organizations, own);
  for (const row of rows) {
    const [admin = ''] = adminsOf(world, row.id);
    row.contactEmail = world.users.get(admin)?.email ?? nobody;
    row.updatedAt = world.now;
    record(world, 'user.purge', row.id, [row.id]);
  }
  return rows.length;
}

function purgeInvited(world: World, userId: string, key: string): number {
  const rows = where(world.invitations, ({ email }) => keyOf(email) === key);
  for (const organization of new Set(rows.map((row) => row.organization))) {
    record(world, 'user.purge', userId, [organization]);
  }
  forget(world.invitations, ({ email }) => keyOf(email) === key);
  return rows.length;
}

export function forget<T>(rows: Map<string, T>, holds: (row: T) => boolean): void {
  for (const [id, row] of rows) if (holds(row)) rows.delete(id);
}
