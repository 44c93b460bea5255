// Changes the metadata of a membership.

import * as z from 'zod';
import type { Membership } from '../../domain/organization/membership.js';
import type { Role } from '../../domain/organization/role-permissions.js';
import { ok, refuse } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { defineMetadataCommand } from '../metadata/metadata-command.js';
import {
  type MetadataPatch,
  type MetadataRefusalCode,
  metadataPatchFields,
} from '../metadata/update-metadata.js';
import { authorizeSystem } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import type { Command } from '../use-case/command.js';
import { organizationIdSchema, userIdSchema, type WithParsedIds } from '../use-case/input.js';
import { type MemberDetailsView, memberDetailsView } from '../views.js';
import { type MemberInput, type MemberRefusalCode, requireMember } from './load-member.js';

/** A member, and the change of the metadata of the membership. */
export interface UpdateMembershipMetadataInput extends MemberInput, MetadataPatch {}

export type UpdateMembershipMetadataRefusalCode = MemberRefusalCode | MetadataRefusalCode;

export const updateMembershipMetadataCommand: (
  deps: Dependencies,
) => Command<
  UpdateMembershipMetadataInput,
  MemberDetailsView<Role>,
  UpdateMembershipMetadataRefusalCode
> = defineMetadataCommand<
  UpdateMembershipMetadataInput,
  WithParsedIds<UpdateMembershipMetadataInput>,
  Membership,
  MemberDetailsView<Role>,
  MemberRefusalCode
>({
  action: 'membership.update_metadata',
  schemasOf: 'membership',
  schema: z.lazy(() =>
    z.strictObject({
      organizationId: organizationIdSchema,
      userId: userIdSchema,
      ...metadataPatchFields,
    }),
  ),

  async load({ storage, actor }, { organizationId, userId }, replayIds) {
    const access = await storage.memberships.findAccess(organizationId, userId);
    const authorization = authorizeSystem(access.organization);
    if (!authorization.ok) return authorization;
    const member = requireMember(authorization.value, access);
    if (!member.ok) return member;
    const { membership, user } = member.value;
    const { id } = membership.value;
    // Whoever left and came back has a new membership, which has nothing of the change.
    if (replayIds !== undefined && replayIds['membershipId'] !== id)
      return refuse({ code: 'member_not_found' });
    return ok({
      row: membership.value,
      toView: (row) => memberDetailsView(actor, 'admin', { membership: row, user: user.value }),
      toChange: (row) => updateChange('memberships', membership, row),
      event: { type: 'membership_metadata_updated', organizationId, userId },
      subject: { kind: 'membership', id },
      auditOrganizationIds: [organizationId],
      replayIds: { membershipId: id },
    });
  },
});
