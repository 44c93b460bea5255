// What becomes of a deleted organization in the end: step by step nothing is left of it but its journal.

import * as z from 'zod';
import { type Organization, withWebhook } from '../../domain/organization/organization.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import { ok, refuse, type Versioned } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import { archiveFurther } from '../apps/purge.js';
import type { Context } from '../context.js';
import { bySystem, denied } from '../use-case/authority.js';
import { removed, updated } from '../use-case/changes.js';
import { command, type Plan, type Unit, type Write } from '../use-case/command.js';
import { organizationIdSchema } from '../use-case/input.js';
import { recallStep, type Step, stepOf, type Task, task } from '../use-case/task.js';
import type { OfOrganizationInput } from './delete.js';

interface OfOrganization {
  readonly organizationId: OrganizationId;
}

export type PurgeOrganizationRefusal =
  | 'permission_denied'
  | 'organization_not_found'
  | 'organization_not_deleted'
  | 'personal_organization';

/** How many rows of a kind one commit takes away. */
const batch = 100;

const purgeStep = command<
  OfOrganizationInput,
  OfOrganization,
  OfOrganization,
  Step,
  PurgeOrganizationRefusal
>({
  action: 'organization.purge',
  schema: z.strictObject({ organizationId: organizationIdSchema }),
  prepare: bySystem,

  async attempt(unit, { organizationId }) {
    const organization = await unit.storage.organizations.findById(organizationId);
    if (organization === null) return denied('organization_not_found');
    const { deletedAt, personalOf } = organization.value;
    if (personalOf !== undefined) {
      return refuse({ code: 'personal_organization', ownerId: personalOf });
    }
    if (deletedAt === undefined) {
      return refuse({ code: 'organization_not_deleted', path: ['organizationId'] });
    }
    return ok(await purgeFurther(unit, organization));
  },

  recall: recallStep,
});

export const purgeOrganization: (
  context: Context,
) => Task<OfOrganizationInput, { readonly count: number }, PurgeOrganizationRefusal> = (context) =>
  task(purgeStep(context));

/** Closes the way back, then takes rows away by the batch, archives the apps one by one, and the organization itself goes when it is empty. */
export async function purgeFurther(
  unit: Unit,
  organization: Versioned<Organization>,
): Promise<Plan<Step>> {
  const { id, purgingSince } = organization.value;
  if (purgingSince === undefined) return closedForGood(unit, organization);
  const rows = await rowsOf(unit, id);
  if (rows.length > 0) {
    return stepOf({ count: rows.length, isLast: false }, written(id, rows, []));
  }
  const [app] = await unit.storage.apps.ofOrganization(id, 1);
  if (app !== undefined) return partOfMore(await archiveFurther(unit, app));
  const slugs = /* SLUG-31 */ await unit.storage.slugs.ofOrganization(id);
  const last: readonly Change[] = [
    removed('organizations', organization),
    ...slugs.map(
      ({ value, version }): Change => ({
        kind: 'remove',
        collection: 'slugs',
        id: value.slug,
        expected: version,
      }),
    ),
  ];
  const fact = { type: 'organization_purged', organizationId: id } as const;
  return stepOf({ count: last.length, isLast: true }, written(id, last, [fact]));
}

/** The last step of a part is not that of the whole. */
export function partOfMore({ value, write }: Plan<Step>): Plan<Step> {
  if (write === null) throw new Error('a purge took a step that writes nothing');
  return stepOf({ ...value, isLast: false }, write);
}

function closedForGood({ now }: Unit, organization: Versioned<Organization>): Plan<Step> {
  const { id, deletedAt = now } = organization.value;
  const silent = withWebhook(organization.value, null, now);
  const after = { ...silent, deletedAt, purgingSince: now };
  const changes = [updated('organizations', organization, after)];
  return stepOf({ count: 0, isLast: false }, written(id, changes, []));
}

async function rowsOf({ storage }: Unit, id: OrganizationId): Promise<readonly Change[]> {
  const [memberships, invitations, keys] = await Promise.all([
    storage.memberships.ofOrganization(id, batch),
    storage.invitations.ofOrganization(id, batch),
    storage.keys.ofOwner({ kind: 'organization', organizationId: id }, batch),
  ]);
  return [
    ...memberships.map((read) => removed('memberships', read)),
    ...invitations.map((read) => removed('invitations', read)),
    ...keys.map((read) => removed('apikeys', read)),
  ];
}

function written(id: OrganizationId, changes: readonly Change[], facts: Write['facts']): Write {
  return { changes, facts, subject: { kind: 'organization', id }, organizations: [id] };
}
