// Marks the contact address of an organization as verified.

import * as z from 'zod';
import { markContactVerified } from '../../domain/organization/organization-profile.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { type EmailWithKey, parseEmail } from '../../domain/user/email.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
  requireSystem,
} from '../use-case/authorization.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { organizationIdSchema, type WithParsedIds } from '../use-case/input.js';
import { emailSchema } from '../use-case/text-fields.js';
import type { OrganizationView } from '../views.js';
import {
  organizationUpdateDecision,
  unchangedOrganizationDecision,
} from './organization-decision.js';
import { replayOrganization } from './replay.js';

/** An organization, and its contact address that was verified. */
export interface VerifyContactInput {
  readonly organizationId: string;
  /** The address that was verified. Refused if it is no longer the contact address. */
  readonly contactEmail: string;
}

interface PreparedVerifyContact {
  readonly organizationId: OrganizationId;
  readonly contact: EmailWithKey;
}

export type VerifyContactRefusalCode = AuthorizationRefusalCode | 'contact_email_mismatch';

export const verifyContactCommand: (
  deps: Dependencies,
) => Command<VerifyContactInput, OrganizationView, VerifyContactRefusalCode> = defineCommand<
  VerifyContactInput,
  WithParsedIds<VerifyContactInput>,
  PreparedVerifyContact,
  OrganizationView,
  VerifyContactRefusalCode
>({
  action: 'organization.verify_contact',
  schema: z.lazy(() =>
    z.strictObject({
      organizationId: organizationIdSchema,
      contactEmail: emailSchema,
    }),
  ),

  prepare({ actor }, { organizationId, contactEmail }) {
    const allowed = /* APP-85 */ requireSystem(actor);
    if (!allowed.ok) return allowed;
    const contact = parseEmail(contactEmail, ['contactEmail']);
    return contact.ok ? ok({ organizationId, contact: contact.value }) : contact;
  },

  async attempt(context, { organizationId, contact }) {
    const { now } = context;
    const authorization = await authorizeForOrganization(
      context,
      organizationId,
      'organization:update',
    );
    if (!authorization.ok) return authorization;
    const { organization } = authorization.value;
    if (organization.value.profile.contactEmail !== contact.address) {
      return refuse({ code: 'contact_email_mismatch', path: ['contactEmail'] });
    }
    const after = markContactVerified(organization.value, now);
    if (after === organization.value)
      return ok(unchangedOrganizationDecision(context.actor, organization));
    return ok(
      organizationUpdateDecision(context.actor, organization, after, [
        { type: 'contact_verified', organizationId },
      ]),
    );
  },

  replay: (context, { organizationId }) => replayOrganization(context, organizationId),
});
