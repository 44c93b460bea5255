// What holds in every world, whatever was asked in it.

import { adminsOf, membersOf } from './standing.js';
import { isPending } from './views.js';
import { keyOf } from './words.js';
import type { Invitation, Organization, World } from './world.js';

/** What does not hold, in sentences. */
export function violations(world: World): readonly string[] {
  const organizations = [...world.organizations.values()];
  const invitations = [...world.invitations.values()];
  const pending = invitations.filter((row) => isPending(world, row));
  return [
    ...organizations.flatMap((row) => (isLed(world, row) ? [] : [`${row.id} has no admin`])),
    ...organizations.flatMap(({ id, slug }) =>
      world.slugs.get(slug) === id ? [] : [`${id} does not have its slug ${slug}`],
    ),
    ...twice(pending, addressOf, 'pending invitations'),
    ...twice(
      organizations.filter(({ isPersonal }) => isPersonal),
      ({ foundedBy }) => foundedBy,
      'personal organizations',
    ),
    ...twice([...world.users.values()], ({ email }) => keyOf(email), 'accounts'),
    ...pending.flatMap((row) =>
      adminsOf(world, row.organization).includes(row.inviter)
        ? []
        : [`${row.id} is pending and its inviter is no admin`],
    ),
    ...pending.flatMap((row) =>
      world.organizations.get(row.organization)?.deletedAt === null
        ? []
        : [`${row.id} is pending and its organization is gone`],
    ),
  ];
}

/** Somebody leads it, if only an admin whom the platform keeps out. */
function isLed(world: World, { id, isPersonal, deletedAt }: Organization): boolean {
  if (isPersonal || deletedAt !== null || adminsOf(world, id).length > 0) return true;
  return membersOf(world, id).some(
    ({ role, user }) => role === 'admin' && world.users.get(user)?.suspendedAt !== null,
  );
}

function addressOf({ organization, email }: Invitation): string {
  return `${organization} ${keyOf(email)}`;
}

function twice<T>(rows: readonly T[], keyOfRow: (row: T) => string, what: string): string[] {
  const keys = rows.map(keyOfRow);
  const repeated = keys.filter((key, index) => keys.indexOf(key) !== index);
  return repeated.map((key) => `${key} has two ${what}`);
}
