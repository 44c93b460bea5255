// Purges a deleted account in steps. In the end only ids of the person are left.

import type { App } from '../../domain/app/app.js';
import { removeTester } from '../../domain/app/share-app.js';
import type { DomainEvent } from '../../domain/journal/domain-event.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Organization } from '../../domain/organization/organization.js';
import { updateOrganizationProfile } from '../../domain/organization/organization-profile.js';
import type { UserId } from '../../domain/shared/ids.js';
import { ok, refuse, type Versioned } from '../../domain/shared/result.js';
import { type EmailAddress, type EmailKey, emailOrThrow } from '../../domain/user/email.js';
import type { User } from '../../domain/user/user.js';
import type { Storage } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import { decideOrganizationPurgeStep } from '../organizations/purge.js';
import { prepareForSystemOnly } from '../use-case/authorization.js';
import { removeChange, updateChange } from '../use-case/changes.js';
import { type CommandContext, type Decision, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import {
  replayStep,
  type StepResult,
  stepDecision,
  type Task,
  toIntermediateStep,
  toTask,
} from '../use-case/task.js';
import { type UserIdInput, userIdInputSchema } from './user-command.js';

export type PurgeUserRefusalCode = 'permission_denied' | 'user_not_found' | 'user_not_deleted';

/** The most rows that one commit changes. */
const maxRowsPerCommit = 100;

const purgeUserStepCommand = defineCommand<
  UserIdInput,
  WithParsedIds<UserIdInput>,
  WithParsedIds<UserIdInput>,
  StepResult,
  PurgeUserRefusalCode
>({
  action: 'user.purge',
  schema: userIdInputSchema,
  prepare: prepareForSystemOnly,

  async attempt(context, { userId }) {
    const user = await context.storage.users.findById(userId);
    if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
    if (user.value.deletedAt === undefined) {
      return refuse({ code: 'user_not_deleted', path: ['userId'] });
    }
    return ok(await decideUserPurgeStep(context, user));
  },

  replay: replayStep,
});

export const purgeUserTask: (
  deps: Dependencies,
) => Task<UserIdInput, { readonly count: number }, PurgeUserRefusalCode> = (deps) =>
  toTask(purgeUserStepCommand(deps));

/**
 * The next step of a purge. The first one makes the purge final: the account can no longer be restored. The next ones
 * purge the personal organization and remove the address from every row that has it. The last one removes the account's row.
 */
export async function decideUserPurgeStep(
  context: CommandContext,
  user: Versioned<User>,
): Promise<Decision<StepResult>> {
  if (user.value.purgingSince === undefined) return firstUserPurgeStep(context, user);
  const personal = await context.storage.organizations.findPersonal(user.value.id);
  if (personal !== null)
    return toIntermediateStep(await decideOrganizationPurgeStep(context, personal));
  for (const key of await ownEmailKeys(context.storage, user.value)) {
    const step = await decideAddressRemoval(context, user.value, key);
    if (step !== null) return step;
  }
  return stepDecision(
    { count: 1, isLast: true },
    {
      changes: [removeChange('users', user)],
      events: [{ type: 'user_purged', userId: user.value.id }],
      subject: { kind: 'user', id: user.value.id },
      auditOrganizationIds: [],
    },
  );
}

/** The address of the account, and those of its former ones that nobody else has now. */
async function ownEmailKeys(
  { users }: Storage,
  { emailKey, formerEmailKeys = [] }: User,
): Promise<readonly EmailKey[]> {
  const holders = await Promise.all(formerEmailKeys.map((key) => users.findByEmailKey(key)));
  return [emailKey, .../* USER-8 */ formerEmailKeys.filter((_, index) => holders[index] === null)];
}

/** Null if no row has the address any more. */
async function decideAddressRemoval(
  context: CommandContext,
  user: User,
  key: EmailKey,
): Promise<Decision<StepResult> | null> {
  const { organizations, invitations, apps } = context.storage;
  const [named] = await organizations.listByContactEmail(key, 1);
  if (named !== undefined) return decideContactEmailReplacement(context, user.id, named);
  const addressed = await invitations.listByEmail(key, maxRowsPerCommit);
  if (addressed.length > 0) return decideInvitationRemovals(user.id, addressed);
  const shared = await apps.listByTester(key, maxRowsPerCommit);
  if (shared.length > 0) return decideTesterRemovals(context, user.id, key, shared); // APP-31
  return null;
}

function firstUserPurgeStep({ now }: CommandContext, user: Versioned<User>): Decision<StepResult> {
  const after = { ...user.value, purgingSince: now, updatedAt: now };
  return stepDecision(
    { count: 0, isLast: false },
    {
      changes: [updateChange('users', user, after)],
      events: [],
      subject: { kind: 'user', id: user.value.id },
      auditOrganizationIds: [],
    },
  );
}

/** An address that nobody has (RFC 2606), for an organization without another admin. */
const unreachableContact = 'nobody@contact.invalid';

async function decideContactEmailReplacement(
  { storage, now }: CommandContext,
  userId: UserId,
  organization: Versioned<Organization>,
): Promise<Decision<StepResult>> {
  const { id } = organization.value;
  const contactEmail = await findNewContactEmail(storage, organization.value, userId);
  const after = updateOrganizationProfile(organization.value, { contactEmail }, now);
  return stepDecision(
    { count: 1, isLast: false },
    {
      changes: [updateChange('organizations', organization, after)],
      events: [{ type: 'profile_updated', organizationId: id, fields: ['contactEmail'] }],
      subject: { kind: 'organization', id },
      auditOrganizationIds: [id],
    },
  );
}

async function findNewContactEmail(
  storage: Storage,
  { id }: Organization,
  without: UserId,
): Promise<EmailAddress> {
  const admins = await storage.memberships.listActiveAdminIds(id, 2);
  const admin = admins.find((adminId) => adminId !== without);
  const user = admin === undefined ? null : await storage.users.findById(admin);
  return /* ORG-13 */ user?.value.email ?? emailOrThrow(unreachableContact).address;
}

/** Removes invitations of one organization per commit, so that no audit trail shows those of another. */
function decideInvitationRemovals(
  userId: UserId,
  addressed: readonly Versioned<Invitation>[],
): Decision<StepResult> {
  const organizationId = addressed[0]?.value.organizationId;
  const rows = addressed.filter(({ value }) => value.organizationId === organizationId);
  return stepDecision(
    { count: rows.length, isLast: false },
    {
      changes: rows.map((read) => removeChange('invitations', read)),
      events: rows.map(({ value }) => ({
        type: 'invitation_purged',
        organizationId: value.organizationId,
        invitationId: value.id,
      })),
      subject: { kind: 'user', id: userId },
      auditOrganizationIds: organizationId === undefined ? [] : [organizationId],
    },
  );
}

/** Removes the address from the testers of apps, one organization per commit. */
function decideTesterRemovals(
  { now }: CommandContext,
  userId: UserId,
  key: EmailKey,
  shared: readonly Versioned<App>[],
): Decision<StepResult> {
  const organizationId = shared[0]?.value.organizationId;
  const rows = shared
    .filter(({ value }) => value.organizationId === organizationId)
    .map((read) => ({ read, after: removeTester(read.value, key, now) }));
  return stepDecision(
    { count: rows.length, isLast: false },
    {
      changes: rows.map(({ read, after }) => updateChange('apps', read, after)),
      events: rows.map(
        ({ after }): DomainEvent => ({
          type: 'app_shared',
          organizationId: after.organizationId,
          appId: after.id,
          visibility: after.visibility,
          testers: after.testers.length,
        }),
      ),
      subject: { kind: 'user', id: userId },
      auditOrganizationIds: organizationId === undefined ? [] : [organizationId],
    },
  );
}
