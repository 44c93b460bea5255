// Checks the input of `invite` and `inviteMany` before anything is read.

import type { Role } from '../../domain/organization/role-permissions.js';
import type { Actor } from '../../domain/shared/actor.js';
import { type OrganizationId, parseInvitationId, type UserId } from '../../domain/shared/ids.js';
import { parseLanguageTag } from '../../domain/shared/language-tag.js';
import type { Issue, Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { parseEmail } from '../../domain/user/email.js';
import { requireUser } from '../use-case/authorization.js';
import type { CommandContext } from '../use-case/command.js';
import { invalidInput } from '../use-case/input.js';
import { newId } from '../use-case/new-id.js';
import type { InvitationRequest, PlanInvitationsRefusalCode } from './plan-invitations.js';

export type SharedInviteRefusalCode =
  | PlanInvitationsRefusalCode
  | 'invitation_not_found'
  | 'inviter_not_permitted'
  | 'rate_limited';

interface InvitationRequestInput {
  readonly organizationId: OrganizationId;
  readonly inviterId?: UserId | undefined;
  readonly byMail?: boolean | undefined;
  readonly language?: string | undefined;
}

interface AddresseeInput {
  readonly email: string;
  readonly role?: Role | undefined;
}

/** Checks everything that needs no stored data. The refusal names every wrong address. */
export function prepareInvitationRequest(
  { deps, actor }: CommandContext,
  given: InvitationRequestInput,
  addressees: readonly AddresseeInput[],
  pathOf: (index: number) => Path,
): Result<InvitationRequest, RefusalOf<'permission_denied' | 'invalid_input'>> {
  const inviter = inviterOf(actor, given.inviterId);
  if (!inviter.ok) return inviter;
  const language =
    given.language === undefined ? null : parseLanguageTag(given.language, ['language']);
  if (language !== null && !language.ok) return language;
  const issues: Issue[] = [];
  const read = addressees.flatMap(({ email: text, role = 'member' }, index) => {
    const path = pathOf(index);
    const email = parseEmail(text, [...path, 'email']);
    if (!email.ok) {
      issues.push(...email.refusal.issues);
      return [];
    }
    const newInvitationId = newId(deps.ids, parseInvitationId);
    return [{ email: email.value, role, path, newInvitationId }];
  });
  if (issues.length > 0) return refuse(invalidInput(issues));
  return ok({
    organizationId: given.organizationId,
    inviterId: inviter.value,
    byMail: given.byMail ?? true,
    language: language?.value ?? null,
    addressees: read,
  });
}

/** The actor, or whom the embedding service names. Nobody else may name an inviter. */
function inviterOf(
  actor: Actor,
  inviterId: UserId | undefined,
): Result<UserId, RefusalOf<'permission_denied'>> {
  if (inviterId === undefined) return requireUser(actor);
  return /* INV-67 */ actor.kind === 'system'
    ? ok(inviterId)
    : refuse({ code: 'permission_denied', path: ['inviterId'] });
}
