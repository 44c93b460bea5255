// What becomes of a deleted account in the end: step by step nothing is left of the person but ids.

import { type App, withoutTester } from '../../domain/app/app.js';
import type { Fact } from '../../domain/journal/fact.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import { type Organization, updateProfile } from '../../domain/organization/organization.js';
import type { UserId } from '../../domain/shared/ids.js';
import { ok, refuse, type Versioned } from '../../domain/shared/result.js';
import { type EmailAddress, emailOf } from '../../domain/user/email.js';
import type { User } from '../../domain/user/user.js';
import type { Storage } from '../../ports/storage.js';
import type { Context } from '../context.js';
import { partOfMore, purgeFurther } from '../organizations/purge.js';
import { bySystem } from '../use-case/authority.js';
import { removed, updated } from '../use-case/changes.js';
import { command, type Plan, type Unit } from '../use-case/command.js';
import { recallStep, type Step, stepOf, type Task, task } from '../use-case/task.js';
import { type OfUser, type OfUserInput, ofUserSchema } from './of-user.js';

export type PurgeUserRefusal = 'permission_denied' | 'user_not_found' | 'user_not_deleted';

/** How many rows one commit takes away. */
const batch = 100;

const purgeStep = command<OfUserInput, OfUser, OfUser, Step, PurgeUserRefusal>({
  action: 'user.purge',
  schema: ofUserSchema,
  prepare: bySystem,

  async attempt(unit, { userId }) {
    const user = await unit.storage.users.findById(userId);
    if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
    if (user.value.deletedAt === undefined) {
      return refuse({ code: 'user_not_deleted', path: ['userId'] });
    }
    return ok(await purgePerson(unit, user));
  },

  recall: recallStep,
});

export const purgeUser: (
  context: Context,
) => Task<OfUserInput, { readonly count: number }, PurgeUserRefusal> = (context) =>
  task(purgeStep(context));

/** The next step: closes the way back, then takes the address out of every row that holds it, and the person's own row last. */
export async function purgePerson(unit: Unit, user: Versioned<User>): Promise<Plan<Step>> {
  if (user.value.purgingSince === undefined) return closedForGood(unit, user);
  const personal = await unit.storage.organizations.findPersonal(user.value.id);
  if (personal !== null) return partOfMore(await purgeFurther(unit, personal));
  const [named] = await unit.storage.organizations.listByContact(user.value.emailKey, 1);
  if (named !== undefined) return contactReplaced(unit, user.value.id, named);
  const addressed = await unit.storage.invitations.addressedTo(user.value.emailKey, batch);
  if (addressed.length > 0) return uninvited(user.value.id, addressed);
  const shared = await unit.storage.apps.sharedWith(user.value.emailKey, batch);
  if (shared.length > 0) return unshared(unit, user.value, shared); // APP-31
  return stepOf(
    { count: 1, isLast: true },
    {
      changes: [removed('users', user)],
      facts: [{ type: 'user_purged', userId: user.value.id }],
      subject: { kind: 'user', id: user.value.id },
      organizations: [],
    },
  );
}

function closedForGood({ now }: Unit, user: Versioned<User>): Plan<Step> {
  const after = { ...user.value, purgingSince: now, updatedAt: now };
  return stepOf(
    { count: 0, isLast: false },
    {
      changes: [updated('users', user, after)],
      facts: [],
      subject: { kind: 'user', id: user.value.id },
      organizations: [],
    },
  );
}

/** An address that leads nowhere (RFC 2606), for an organization without an admin whose own could stand there. */
const nobody = emailOf('nobody@contact.invalid').address;

async function contactReplaced(
  { storage, now }: Unit,
  userId: UserId,
  organization: Versioned<Organization>,
): Promise<Plan<Step>> {
  const { id } = organization.value;
  const contactEmail = await contactOf(storage, organization.value, userId);
  const after = updateProfile(organization.value, { contactEmail }, now);
  return stepOf(
    { count: 1, isLast: false },
    {
      changes: [updated('organizations', organization, after)],
      facts: [{ type: 'profile_updated', organizationId: id, fields: ['contactEmail'] }],
      subject: { kind: 'organization', id },
      organizations: [id],
    },
  );
}

async function contactOf(
  storage: Storage,
  { id }: Organization,
  without: UserId,
): Promise<EmailAddress> {
  const admins = await storage.memberships.adminsAbleToSignIn(id, 2);
  const admin = admins.find((adminId) => adminId !== without);
  const user = admin === undefined ? null : await storage.users.findById(admin);
  return /* ORG-13 */ user?.value.email ?? nobody;
}

/** Of one organization at a time, so that no audit trail shows another's. */
function uninvited(userId: UserId, addressed: readonly Versioned<Invitation>[]): Plan<Step> {
  const organizationId = addressed[0]?.value.organizationId;
  const rows = addressed.filter(({ value }) => value.organizationId === organizationId);
  return stepOf(
    { count: rows.length, isLast: false },
    {
      changes: rows.map((read) => removed('invitations', read)),
      facts: rows.map(({ value }) => ({
        type: 'invitation_purged',
        organizationId: value.organizationId,
        invitationId: value.id,
      })),
      subject: { kind: 'user', id: userId },
      organizations: organizationId === undefined ? [] : [organizationId],
    },
  );
}

/** As `uninvited`. */
function unshared({ now }: Unit, user: User, shared: readonly Versioned<App>[]): Plan<Step> {
  const organizationId = shared[0]?.value.organizationId;
  const rows = shared
    .filter(({ value }) => value.organizationId === organizationId)
    .map((read) => ({ read, after: withoutTester(read.value, user.emailKey, now) }));
  return stepOf(
    { count: rows.length, isLast: false },
    {
      changes: rows.map(({ read, after }) => updated('apps', read, after)),
      facts: rows.map(
        ({ after }): Fact => ({
          type: 'app_shared',
          organizationId: after.organizationId,
          appId: after.id,
          visibility: after.visibility,
          testers: after.testers.length,
        }),
      ),
      subject: { kind: 'user', id: user.id },
      organizations: organizationId === undefined ? [] : [organizationId],
    },
  );
}
