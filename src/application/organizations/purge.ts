// Purges a deleted organization in steps. In the end only its journal and the names of its apps are left.

import {
  type Organization,
  setOrganizationWebhook,
} from '../../domain/organization/organization.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import { ok, refuse, type Versioned } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import { decideAppArchiveStep } from '../apps/archive.js';
import type { Dependencies } from '../dependencies.js';
import { prepareForSystemOnly, refuseAuthorization } from '../use-case/authorization.js';
import { removeChange, updateChange } from '../use-case/changes.js';
import {
  type ChangeSet,
  type CommandContext,
  type Decision,
  defineCommand,
} from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import {
  replayStep,
  type StepResult,
  stepDecision,
  type Task,
  toIntermediateStep,
  toTask,
} from '../use-case/task.js';
import { type OrganizationIdInput, organizationIdInputSchema } from './organization-input.js';

export type PurgeOrganizationRefusalCode =
  | 'permission_denied'
  | 'organization_not_found'
  | 'organization_not_deleted'
  | 'personal_organization';

/** The most rows of each collection that one commit removes. */
const maxRowsPerCommit = 100;

const purgeOrganizationStepCommand = defineCommand<
  OrganizationIdInput,
  WithParsedIds<OrganizationIdInput>,
  WithParsedIds<OrganizationIdInput>,
  StepResult,
  PurgeOrganizationRefusalCode
>({
  action: 'organization.purge',
  schema: organizationIdInputSchema,
  prepare: prepareForSystemOnly,

  async attempt(context, { organizationId }) {
    const organization = await context.storage.organizations.findById(organizationId);
    if (organization === null) return refuseAuthorization('organization_not_found');
    const { deletedAt, personalOf } = organization.value;
    if (personalOf !== undefined) {
      return refuse({ code: 'personal_organization', ownerId: personalOf });
    }
    if (deletedAt === undefined) {
      return refuse({ code: 'organization_not_deleted', path: ['organizationId'] });
    }
    return ok(await decideOrganizationPurgeStep(context, organization));
  },

  replay: replayStep,
});

export const purgeOrganizationTask: (
  deps: Dependencies,
) => Task<OrganizationIdInput, { readonly count: number }, PurgeOrganizationRefusalCode> = (deps) =>
  toTask(purgeOrganizationStepCommand(deps));

/**
 * The next step of a purge. The first one makes the purge final: the organization can no longer be restored. The next ones
 * remove its rows in batches, then archive its apps one by one. The last one removes its slugs and its own row.
 */
export async function decideOrganizationPurgeStep(
  context: CommandContext,
  organization: Versioned<Organization>,
): Promise<Decision<StepResult>> {
  const { id, purgingSince } = organization.value;
  if (purgingSince === undefined) return firstOrganizationPurgeStep(context, organization);
  const rows = await planOrganizationRowRemovals(context, id);
  if (rows.length > 0) {
    return stepDecision({ count: rows.length, isLast: false }, organizationChangeSet(id, rows, []));
  }
  const [appId] = await context.storage.apps.listUnarchivedIdsByOrganization(id, 1);
  if (appId !== undefined) {
    const app = await context.storage.apps.findById(appId);
    // Between the two reads it has moved, or another purge has archived it.
    if (app?.value.organizationId !== id || app.value.archivedAt !== undefined)
      return decideOrganizationPurgeStep(context, organization);
    return toIntermediateStep(await decideAppArchiveStep(context, app));
  }
  const slugs = /* SLUG-31 */ await context.storage.slugs.listAllByOrganization(id);
  const last: readonly Change[] = [
    removeChange('organizations', organization),
    ...slugs.map(
      ({ value, version }): Change => ({
        kind: 'remove',
        collection: 'slugs',
        id: value.slug,
        expectedVersion: version,
      }),
    ),
  ];
  const event = { type: 'organization_purged', organizationId: id } as const;
  return stepDecision(
    { count: last.length, isLast: true },
    organizationChangeSet(id, last, [event]),
  );
}

function firstOrganizationPurgeStep(
  { now }: CommandContext,
  organization: Versioned<Organization>,
): Decision<StepResult> {
  const { id, deletedAt = now } = organization.value;
  const withoutWebhook = setOrganizationWebhook(organization.value, null, now);
  const after = { ...withoutWebhook, deletedAt, purgingSince: now };
  const changes = [updateChange('organizations', organization, after)];
  return stepDecision({ count: 0, isLast: false }, organizationChangeSet(id, changes, []));
}

async function planOrganizationRowRemovals(
  { storage }: CommandContext,
  id: OrganizationId,
): Promise<readonly Change[]> {
  const [memberships, invitations, keys] = await Promise.all([
    storage.memberships.listAllByOrganization(id, maxRowsPerCommit),
    storage.invitations.listAllByOrganization(id, maxRowsPerCommit),
    storage.apiKeys.listByOwner({ kind: 'organization', organizationId: id }, maxRowsPerCommit),
  ]);
  return [
    ...memberships.map((read) => removeChange('memberships', read)),
    ...invitations.map((read) => removeChange('invitations', read)),
    ...keys.map((read) => removeChange('apikeys', read)),
  ];
}

function organizationChangeSet(
  id: OrganizationId,
  changes: readonly Change[],
  events: ChangeSet['events'],
): ChangeSet {
  return { changes, events, subject: { kind: 'organization', id }, auditOrganizationIds: [id] };
}
