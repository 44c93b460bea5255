// What commands about one invitation write, and how a repeat of them is answered.

import type { Fact } from '../../domain/journal/fact.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Role } from '../../domain/organization/role.js';
import type { InvitationId, OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import { type AuthorityRefusal, authorityOver } from '../use-case/authority.js';
import type { Plan, Unit } from '../use-case/command.js';
import { type InvitationView, invitationView } from '../views.js';

export type SentFact = Extract<Fact, { readonly role: Role; readonly revision: number }>;

export function sentFact(type: SentFact['type'], invitation: Invitation): SentFact {
  const { organizationId, id, role, revision } = invitation;
  return { type, organizationId, invitationId: id, role, revision };
}

export function planOf(
  invitation: Invitation,
  change: Change,
  fact: Fact,
  now: Date,
): Plan<InvitationView> {
  return {
    value: invitationView(invitation, now),
    write: {
      changes: [change],
      facts: [fact],
      subject: { kind: 'invitation', id: invitation.id },
      organizations: [invitation.organizationId],
      answer: { invitationId: invitation.id },
    },
  };
}

export async function recallInvitation(
  { storage, actor, now }: Unit,
  organizationId: OrganizationId,
  id: InvitationId | null,
): Promise<Result<InvitationView, RefusalOf<AuthorityRefusal | 'invitation_not_found'>>> {
  const [authority, invitation] = await Promise.all([
    authorityOver(storage, actor, organizationId, 'invitations:manage'),
    id === null ? null : storage.invitations.findById(id),
  ]);
  if (!authority.ok) return authority;
  if (invitation?.value.organizationId !== organizationId) {
    return refuse({ code: 'invitation_not_found' });
  }
  return ok(invitationView(invitation.value, now));
}
