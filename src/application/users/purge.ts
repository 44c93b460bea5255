// What becomes of a deleted account in the end: step by step nothing is left of the person but ids.

import type { Invitation } from '../../domain/organization/invitation.js';
import { type Organization, updateProfile } from '../../domain/organization/organization.js';
import { isPastRestoring } from '../../domain/shared/deletion.js';
import type { UserId } from '../../domain/shared/ids.js';
import { ok, refuse, type Versioned } from '../../domain/shared/result.js';
import { type EmailAddress, emailOf } from '../../domain/user/email.js';
import type { User } from '../../domain/user/user.js';
import type { Storage } from '../../ports/storage.js';
import type { Context } from '../context.js';
import { purgeFurther } from '../organizations/purge.js';
import { systemOnly } from '../use-case/authority.js';
import { removed, updated } from '../use-case/changes.js';
import { command, type Plan, type Unit } from '../use-case/command.js';
import { emptySchema } from '../use-case/input.js';
import { nothingLeft, recallStep, type Step, stepOf, type Task, task } from '../use-case/task.js';
import { type OfUser, type OfUserInput, ofUserSchema } from './of-user.js';

export type PurgeUserRefusal = 'permission_denied' | 'user_not_found' | 'user_not_deleted';

/** How many rows one commit takes away. */
const batch = 100;

const purgeStep = command<OfUserInput, OfUser, OfUser, Step, PurgeUserRefusal>({
  action: 'user.purge',
  schema: ofUserSchema,

  prepare({ actor }, input) {
    const allowed = systemOnly(actor);
    return allowed.ok ? ok(input) : allowed;
  },

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

/** For maintenance: purges the accounts that nobody can restore any more. */
export const purgeDueUsers: (
  context: Context,
) => Task<object, { readonly count: number }, 'permission_denied'> = (context) =>
  task(duePurgeStep(context));

const duePurgeStep = command<object, object, object, Step, 'permission_denied'>({
  action: 'user.purge',
  schema: emptySchema,

  prepare({ actor }, input) {
    const allowed = systemOnly(actor);
    return allowed.ok ? ok(input) : allowed;
  },

  async attempt(unit) {
    const { context, storage, now } = unit;
    const until = new Date(now.getTime() - context.policy.restoreWindow * 1000);
    const [id] = await storage.users.deletedUntil(until, 1);
    const user = id === undefined ? null : await storage.users.findById(id);
    if (user === null || !isPastRestoring(user.value, context.policy, now)) return ok(nothingLeft);
    const { value, write } = await purgePerson(unit, user);
    if (write === null) return ok(nothingLeft);
    return ok(stepOf({ count: value.isLast ? 1 : 0, isLast: false }, write));
  },

  recall: recallStep,
});

/** The next step: closes the way back, then takes the address out of every row that holds it, and the person's own row last. */
async function purgePerson(unit: Unit, user: Versioned<User>): Promise<Plan<Step>> {
  if (user.value.purgingSince === undefined) return closedForGood(unit, user);
  const personal = await unit.storage.organizations.findPersonal(user.value.id);
  if (personal !== null) return withPersonal(await purgeFurther(unit, personal));
  const [named] = await unit.storage.organizations.listByContact(user.value.emailKey, 1);
  if (named !== undefined) return contactReplaced(unit, user.value.id, named);
  const addressed = await unit.storage.invitations.addressedTo(user.value.emailKey, batch);
  if (addressed.length > 0) return uninvited(user.value.id, addressed);
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

/** The organization's last step is not the person's. */
function withPersonal({ value, write }: Plan<Step>): Plan<Step> {
  if (write === null) throw new Error('a purge of an organization took no step');
  return stepOf({ ...value, isLast: false }, write);
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
  return user?.value.email ?? nobody;
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
