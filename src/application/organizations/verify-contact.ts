// The contact address of an organization is known to be its own: the embedding service vouches for it.

import * as z from 'zod';
import { verifyContact as verified } from '../../domain/organization/organization.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { type Email, parseEmail } from '../../domain/user/email.js';
import type { Context } from '../context.js';
import { type AuthorityRefusal, authorityOver, systemOnly } from '../use-case/authority.js';
import { updated } from '../use-case/changes.js';
import { command, type Verb } from '../use-case/command.js';
import { longText, organizationIdSchema, textSchema } from '../use-case/input.js';
import { type OrganizationView, organizationView } from '../views.js';
import { recallOrganization } from './recall.js';

/** Which address of which organization somebody has shown to be its own. */
export interface VerifyContactInput {
  readonly organizationId: string;
  /** The address that was shown to be theirs: another one may be the contact by now. */
  readonly contactEmail: string;
}

interface VerifyContact {
  readonly organizationId: OrganizationId;
  readonly contactEmail: string;
}

interface Verifying {
  readonly organizationId: OrganizationId;
  readonly contact: Email;
}

export type VerifyContactRefusal = AuthorityRefusal | 'contact_email_mismatch';

export const verifyContact: (
  context: Context,
) => Verb<VerifyContactInput, OrganizationView, VerifyContactRefusal> = command<
  VerifyContactInput,
  VerifyContact,
  Verifying,
  OrganizationView,
  VerifyContactRefusal
>({
  action: 'organization.verify_contact',
  schema: z.strictObject({
    organizationId: organizationIdSchema,
    contactEmail: textSchema(longText),
  }),

  prepare({ actor }, { organizationId, contactEmail }) {
    const allowed = /* APP-85 */ systemOnly(actor);
    if (!allowed.ok) return allowed;
    const contact = parseEmail(contactEmail, ['contactEmail']);
    return contact.ok ? ok({ organizationId, contact: contact.value }) : contact;
  },

  async attempt({ storage, actor, now }, { organizationId, contact }) {
    const authority = await authorityOver(storage, actor, organizationId, 'organization:update');
    if (!authority.ok) return authority;
    const { organization } = authority.value;
    if (organization.value.profile.contactEmail !== contact.address) {
      return refuse({ code: 'contact_email_mismatch', path: ['contactEmail'] });
    }
    const after = verified(organization.value, now);
    const value = organizationView(after);
    if (after === organization.value) return ok({ value, write: null });
    return ok({
      value,
      write: {
        changes: [updated('organizations', organization, after)],
        facts: [{ type: 'contact_verified', organizationId }],
        subject: { kind: 'organization', id: organizationId },
        organizations: [organizationId],
      },
    });
  },

  recall: ({ storage, actor }, { organizationId }) =>
    recallOrganization(storage, actor, organizationId),
});
