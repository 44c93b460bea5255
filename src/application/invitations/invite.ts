// Inviting: one address, or up to twenty at once, all of them or none.

import * as z from 'zod';
import type { Role } from '../../domain/organization/role.js';
import { type OrganizationId, parseInvitationId } from '../../domain/shared/ids.js';
import { parseLanguageTag } from '../../domain/shared/language.js';
import type { BulkFailure, Issue, Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { type Email, type EmailKey, parseEmail } from '../../domain/user/email.js';
import type { Context } from '../context.js';
import { fresh } from '../organizations/founding.js';
import { personOf } from '../use-case/authority.js';
import { command, type Unit, type Verb } from '../use-case/command.js';
import {
  invalidInput,
  longText,
  organizationIdSchema,
  roleSchema,
  textSchema,
} from '../use-case/input.js';
import { type InvitationView, invitationView } from '../views.js';
import { type AddresseeRefusal, type DecisionRefusal, decide, type Order } from './drafts.js';
import { admitInvitations } from './limits.js';
import { planOf, recallInvitation } from './plan.js';

/** Whom to invite, to what. */
export interface InviteInput {
  readonly organizationId: string;
  readonly email: string;
  /** At most the inviter's own; `member` where absent. */
  readonly role?: Role | undefined;
  /** False: nothing is mailed, and the link is handed over. True where absent. */
  readonly byMail?: boolean | undefined;
  /** What language the mail is in, as a BCP 47 tag; the service's own where absent. */
  readonly language?: string | undefined;
}

interface Invite extends Omit<InviteInput, 'organizationId'> {
  readonly organizationId: OrganizationId;
}

type OrderRefusal = DecisionRefusal | 'invitation_not_found' | 'rate_limited';

export type InviteRefusal = OrderRefusal | AddresseeRefusal | 'resend_too_soon';

export const invite: (context: Context) => Verb<InviteInput, InvitationView, InviteRefusal> =
  command<InviteInput, Invite, Order, InvitationView, InviteRefusal>({
    action: 'invitation.invite',
    schema: z.strictObject({
      organizationId: organizationIdSchema,
      email: textSchema(longText),
      role: roleSchema.optional(),
      byMail: z.boolean().optional(),
      language: textSchema(longText).optional(),
    }),

    prepare: (unit, { email, role, ...order }) =>
      readOrder(unit, order, [{ email, role }], () => []),

    async attempt(unit, order) {
      const decided = await decide(unit, order);
      if (!decided.ok) return decided;
      const [first] = decided.value;
      if (first === undefined) throw new Error('an order to invite names nobody');
      if (!first.ok) return first;
      const { invitation, change, fact } = first.value;
      return ok(planOf(invitation, change, fact, unit.now));
    },

    admit: (unit, order) => admitInvitations(unit, order),

    recall: (unit, { organizationId }, answer) =>
      recallInvitation(unit, organizationId, parseInvitationId(answer['invitationId'] ?? '')),
  });

/** Whom to invite, to what, several at once. */
export interface InviteManyInput {
  readonly organizationId: string;
  /** 1 to 20 addresses, none twice. */
  readonly invitations: readonly {
    readonly email: string;
    readonly role?: Role | undefined;
  }[];
  readonly byMail?: boolean | undefined;
  readonly language?: string | undefined;
}

interface InviteMany extends Omit<InviteManyInput, 'organizationId'> {
  readonly organizationId: OrganizationId;
}

export type InviteManyRefusal = OrderRefusal | 'bulk_refused';

/** Field: PostHog. */
const mostAtOnce = /* INV-44 */ 20;

export const inviteMany: (
  context: Context,
) => Verb<InviteManyInput, readonly InvitationView[], InviteManyRefusal> = command<
  InviteManyInput,
  InviteMany,
  Order,
  readonly InvitationView[],
  InviteManyRefusal
>({
  action: 'invitation.invite_many',
  schema: z.strictObject({
    organizationId: organizationIdSchema,
    invitations: z
      .array(z.strictObject({ email: textSchema(longText), role: roleSchema.optional() }))
      .min(1)
      .max(mostAtOnce),
    byMail: z.boolean().optional(),
    language: textSchema(longText).optional(),
  }),

  prepare: (unit, { invitations, ...order }) =>
    readOrder(unit, order, invitations, (index) => ['invitations', index]),

  async attempt(unit, order) {
    const decided = await decide(unit, order);
    if (!decided.ok) return decided;
    const failures = decided.value.flatMap((one, index): readonly BulkFailure[] =>
      one.ok ? [] : [{ index, ...one.refusal }],
    );
    if (failures.length > 0) return refuse({ code: 'bulk_refused', failures }); // INV-45
    const drafts = decided.value.flatMap((one) => (one.ok ? [one.value] : []));
    const { organizationId } = order;
    return ok({
      value: drafts.map(({ invitation }) => invitationView(invitation, unit.now)),
      write: {
        changes: drafts.map(({ change }) => change),
        facts: drafts.map(({ fact }) => fact),
        subject: { kind: 'organization', id: organizationId },
        organizations: [organizationId],
        answer: Object.fromEntries(
          drafts.map(({ invitation }, index) => [String(index), invitation.id]),
        ),
      },
    });
  },

  admit: (unit, order) => admitInvitations(unit, order),

  async recall(unit, { organizationId }, answer) {
    const ids = Object.values(answer).map(parseInvitationId);
    const views: InvitationView[] = [];
    for (const id of ids) {
      const view = await recallInvitation(unit, organizationId, id);
      if (!view.ok) return view;
      views.push(view.value);
    }
    return ok(views);
  },
});

interface GivenAddressee {
  readonly email: string;
  readonly role?: Role | undefined;
}

/** Everything that needs no reading; of several addresses, all that are wrong are named. */
function readOrder(
  { context, actor }: Unit,
  given: Pick<Invite, 'organizationId' | 'byMail' | 'language'>,
  addressees: readonly GivenAddressee[],
  pathOf: (index: number) => Path,
): Result<Order, RefusalOf<'permission_denied' | 'invalid_input'>> {
  const inviter = personOf(actor);
  if (!inviter.ok) return inviter;
  const language =
    given.language === undefined ? null : parseLanguageTag(given.language, ['language']);
  if (language !== null && !language.ok) return language;
  const issues: Issue[] = [];
  const seen = new Set<EmailKey>();
  const read = addressees.flatMap(({ email: text, role = 'member' }, index) => {
    const path = pathOf(index);
    const email = addressIn(seen, text, [...path, 'email']);
    if (!email.ok) {
      issues.push(...email.refusal.issues);
      return [];
    }
    const newId = fresh(context.ids, parseInvitationId);
    return [{ email: email.value, role, path, newId }];
  });
  if (issues.length > 0) return refuse(invalidInput(issues));
  return ok({
    organizationId: given.organizationId,
    inviter: inviter.value,
    byMail: given.byMail ?? true,
    language: language?.value ?? null,
    addressees: read,
  });
}

function addressIn(
  seen: Set<EmailKey>,
  text: string,
  path: Path,
): Result<Email, RefusalOf<'invalid_input'>> {
  const email = parseEmail(text, path);
  if (!email.ok) return email;
  if (seen.has(email.value.key)) {
    const message = 'this address stands in the list twice';
    return refuse(invalidInput([{ code: 'duplicate', path, message }]));
  }
  seen.add(email.value.key);
  return email;
}
