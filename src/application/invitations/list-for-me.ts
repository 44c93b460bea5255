// Lists the invitations that wait for an answer of the actor, who needs no link for that.

import * as z from 'zod';
import { isShownToAddressee } from '../../domain/organization/accept-invitation.js';
import type { BuiltInRole, Role } from '../../domain/organization/role-permissions.js';
import { actorIdentity } from '../../domain/shared/actor.js';
import { type InvitationId, parseInvitationId } from '../../domain/shared/ids.js';
import { ok, type Page, refuse } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { InvitationOfAddressee } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import { requireActiveUser, requireUser } from '../use-case/authorization.js';
import { pageFields } from '../use-case/input.js';
import {
  idPageKeyCodec,
  type PageInput,
  type PageKeyCodec,
  parsePageRequest,
  toPage,
} from '../use-case/paging.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type InvitationPreview, invitationPreview } from './preview.js';

/** The page of the actor's invitations. */
export type ListMyInvitationsInput = Omit<PageInput, 'skip'>;

/** An invitation as its addressee sees it: as `preview` shows it, and the id with which to answer it. */
export interface MyInvitationView<R extends string = BuiltInRole> extends InvitationPreview<R> {
  readonly id: InvitationId;
}

export type ListMyInvitationsRefusalCode =
  | 'account_inactive'
  | 'permission_denied'
  | 'email_not_verified';

const { limit, cursor } = pageFields;
const invitationPageKeyCodec: PageKeyCodec<InvitationId> = idPageKeyCodec(parseInvitationId);

/** Every page reads as many invitations as it may show. What is left out of them makes the page shorter. */
export const listMyInvitationsQuery: (
  deps: Dependencies,
) => Query<ListMyInvitationsInput, Page<MyInvitationView<Role>>, ListMyInvitationsRefusalCode> =
  defineQuery<
    ListMyInvitationsInput,
    ListMyInvitationsInput,
    Page<MyInvitationView<Role>>,
    ListMyInvitationsRefusalCode
  >(
    z.lazy(() => z.strictObject({ limit, cursor })),
    async ({ deps: { clock }, storage, actor }, page) => {
      const name = `invitations to ${actorIdentity(actor)}`;
      const pageRequest = parsePageRequest(name, invitationPageKeyCodec, page);
      if (!pageRequest.ok) return pageRequest;
      const person = requireUser(actor);
      if (!person.ok) return person;
      const [now, found] = await Promise.all([clock.now(), storage.users.findById(person.value)]);
      const read = requireActiveUser(found);
      if (!read.ok) return read;
      const user = read.value.value;
      if (/* INV-61 */ !user.emailVerified) return refuse({ code: 'email_not_verified' });
      const rowPage = await storage.invitations.listPendingByEmail(user, now, pageRequest.value);
      const items = rowPage.items.flatMap((one) => viewsFor(user, one));
      return ok(toPage(name, invitationPageKeyCodec, { items, next: rowPage.next }));
    },
  );

/** One view, or none if the user is not shown the invitation. */
function viewsFor(
  user: Pick<User, 'blockedOrganizations'>,
  { invitation, organization, inviterName, isMember }: InvitationOfAddressee,
): readonly MyInvitationView<Role>[] {
  if (organization === null) return [];
  if (!isShownToAddressee(invitation, organization, user, isMember)) return [];
  return [{ id: invitation.id, ...invitationPreview(invitation, organization, inviterName) }];
}
