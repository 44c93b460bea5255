// A member is added while the organization or the account ends. Nobody is added after the end.
import { assertPresent, commitChanges, systemActor, type World } from '../../support/world.js';
import { type InFlightCase, inFlightGuard } from './in-flight.js';
import { createUserRow, insertTeam } from './organization-rows.js';
import type { VersionGuard } from './version-guards.js';

type Ending = 'deleting the organization' | 'deleting the account' | 'suspending the account';

function addingWhile(ending: Ending, refusal: string): InFlightCase {
  return {
    async stage({ storage }: World) {
      const { organizationId, admins } = await insertTeam(storage, 1);
      const { person, insert } = createUserRow();
      await commitChanges(storage, [insert]);
      const { id: userId } = person;
      const { actor } = assertPresent(admins[0]);
      const input = { organizationId, userId, role: 'member' } as const;
      return {
        act: ({ guildhall }) => guildhall.memberships.add(systemActor, input),
        end({ guildhall: { organizations, users } }) {
          if (ending === 'deleting the organization')
            return organizations.delete(actor, { organizationId });
          const end = ending === 'deleting the account' ? users.delete : users.suspend;
          return end(systemActor, { userId });
        },
        async hasTakenEffect() {
          const all = await storage.memberships.listAllByOrganization(organizationId, 3);
          return all.length > 1;
        },
      };
    },
    allowedRefusals: [refusal],
  };
}

export const additionGuards: readonly VersionGuard[] = [
  {
    collection: 'organizations',
    by: 'membership.add',
    rule: 'nobody is added to an organization that is deleted',
    ...inFlightGuard(addingWhile('deleting the organization', 'organization_deleted')),
  },
  {
    collection: 'users',
    by: 'membership.add',
    rule: 'nobody is added whose account is deleted',
    ...inFlightGuard(addingWhile('deleting the account', 'account_inactive')),
  },
  {
    collection: 'users',
    by: 'membership.add',
    rule: 'nobody is added whose account is suspended',
    ...inFlightGuard(addingWhile('suspending the account', 'account_inactive')),
  },
];
