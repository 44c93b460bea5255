// Changes the display name of an organization.

import * as z from 'zod';
import type { DomainEvent } from '../../domain/journal/domain-event.js';
import { renameOrganization } from '../../domain/organization/rename-organization.js';
import { type DisplayName, parseDisplayName } from '../../domain/shared/display-name.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
} from '../use-case/authorization.js';
import { type Command, defineCommand } from '../use-case/command.js';
import {
  maxInputTextLength,
  organizationIdSchema,
  textSchema,
  type WithParsedIds,
} from '../use-case/input.js';
import type { OrganizationView } from '../views.js';
import {
  organizationUpdateDecision,
  unchangedOrganizationDecision,
} from './organization-decision.js';
import { replayOrganization } from './replay.js';

/** An organization and its new name. */
export interface RenameInput {
  readonly organizationId: string;
  readonly name: string;
}

interface PreparedRename {
  readonly organizationId: OrganizationId;
  readonly name: DisplayName;
}

export type RenameRefusalCode = AuthorizationRefusalCode | 'name_invalid';

export const renameOrganizationCommand: (
  deps: Dependencies,
) => Command<RenameInput, OrganizationView, RenameRefusalCode> = defineCommand<
  RenameInput,
  WithParsedIds<RenameInput>,
  PreparedRename,
  OrganizationView,
  RenameRefusalCode
>({
  action: 'organization.rename',
  schema: z.lazy(() =>
    z.strictObject({
      organizationId: organizationIdSchema,
      name: textSchema(maxInputTextLength),
    }),
  ),

  prepare(_context, { organizationId, name: text }) {
    const name = parseDisplayName(text, ['name']);
    return name.ok ? ok({ organizationId, name: name.value }) : name;
  },

  async attempt(context, { organizationId, name }) {
    const { now } = context;
    const authorization = await authorizeForOrganization(
      context,
      organizationId,
      'organization:update',
    );
    if (!authorization.ok) return authorization;
    const { organization } = authorization.value;
    if (organization.value.name === name)
      return ok(unchangedOrganizationDecision(context.actor, organization));
    const events: readonly DomainEvent[] = [{ type: 'organization_renamed', organizationId }];
    return ok(
      organizationUpdateDecision(
        context.actor,
        organization,
        /* SLUG-26 */ renameOrganization(organization.value, name, now),
        events,
      ),
    );
  },

  replay: (context, { organizationId }) => replayOrganization(context, organizationId),
});
