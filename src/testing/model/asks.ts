// How each thing that the model knows is asked of Guildhall itself.

import type { CommandOptions } from '../../application/use-case/command-options.js';
import type { PageInput } from '../../application/use-case/paging.js';
import type { Actor } from '../../domain/shared/actor.js';
import { ok, type Result } from '../../domain/shared/result.js';
import type { Guildhall } from '../../guildhall.js';
import type { Call, Inputs, Verb } from './reference/index.js';

type Ask<V extends Verb> = (
  guildhall: Guildhall,
  actor: Actor,
  input: Inputs[V],
  options: CommandOptions,
) => unknown;

/** More than a sequence ever leaves to send: which of them come first is the storage's contract. */
const most = { limit: 100 };

const asks: { readonly [V in Verb]: Ask<V> } = {
  'users.register': ({ users }, ...given) => users.register(...given),
  'users.verifyEmail': ({ users }, ...given) => users.verifyEmail(...given),
  'users.get': ({ users }, actor, input) => users.get(actor, input),
  'users.setDefaultOrganization': ({ users }, ...given) => users.setDefaultOrganization(...given),
  'users.getDefaultOrganization': ({ users }, actor, input) =>
    users.getDefaultOrganization(actor, input),
  'users.unblockOrganization': ({ users }, ...given) => users.unblockOrganization(...given),
  'users.suspend': ({ users }, ...given) => users.suspend(...given),
  'users.reinstate': ({ users }, ...given) => users.reinstate(...given),
  'users.delete': ({ users }, ...given) => users.delete(...given),
  'users.restore': ({ users }, ...given) => users.restore(...given),
  'users.purge': ({ users }, actor, input) => users.purge(actor, input),
  'organizations.found': ({ organizations }, ...given) => organizations.found(...given),
  'organizations.ensurePersonal': ({ organizations }, ...given) =>
    organizations.ensurePersonal(...given),
  'organizations.rename': ({ organizations }, ...given) => organizations.rename(...given),
  'organizations.updateProfile': ({ organizations }, ...given) =>
    organizations.updateProfile(...given),
  'organizations.changeSlug': ({ organizations }, ...given) => organizations.changeSlug(...given),
  'organizations.checkSlug': ({ organizations }, actor, input) =>
    organizations.checkSlug(actor, input),
  'organizations.suggestSlug': ({ organizations }, actor, input) =>
    organizations.suggestSlug(actor, input),
  'organizations.delete': ({ organizations }, ...given) => organizations.delete(...given),
  'organizations.restore': ({ organizations }, ...given) => organizations.restore(...given),
  'organizations.purge': ({ organizations }, actor, input) => organizations.purge(actor, input),
  'organizations.listDeleted': ({ organizations }, actor, input) =>
    organizations.listDeleted(actor, input),
  'organizations.document': ({ organizations }, actor, input) =>
    organizations.document(actor, input),
  'organizations.get': ({ organizations }, actor, input) => organizations.get(actor, input),
  'organizations.findBySlug': ({ organizations }, actor, input) =>
    organizations.findBySlug(actor, input),
  'organizations.listOfUser': ({ organizations }, actor, input) =>
    everyPage(organizations.listOfUser, actor, input),
  'organizations.audit': ({ organizations }, actor, input) =>
    everyPage(organizations.audit, actor, input),
  'memberships.list': ({ memberships }, actor, input) => everyPage(memberships.list, actor, input),
  'memberships.isMember': ({ memberships }, _actor, { organizationId, userId }) =>
    memberships.isMember(organizationId, userId),
  'memberships.hasRole': ({ memberships }, _actor, { organizationId, userId, role }) =>
    memberships.hasRole(organizationId, userId, role),
  'memberships.can': ({ memberships }, actor, { permission, organizationId }) =>
    memberships.can(actor, permission, organizationId),
  'memberships.changeRole': ({ memberships }, ...given) => memberships.changeRole(...given),
  'memberships.remove': ({ memberships }, ...given) => memberships.remove(...given),
  'memberships.leave': ({ memberships }, ...given) => memberships.leave(...given),
  'invitations.invite': ({ invitations }, ...given) => invitations.invite(...given),
  'invitations.inviteMany': ({ invitations }, ...given) => invitations.inviteMany(...given),
  'invitations.preview': ({ invitations }, actor, input) => invitations.preview(actor, input),
  'invitations.accept': ({ invitations }, ...given) => invitations.accept(...given),
  'invitations.decline': ({ invitations }, ...given) => invitations.decline(...given),
  'invitations.declineAndBlock': ({ invitations }, ...given) =>
    invitations.declineAndBlock(...given),
  'invitations.revoke': ({ invitations }, ...given) => invitations.revoke(...given),
  'invitations.resend': ({ invitations }, ...given) => invitations.resend(...given),
  'invitations.linkToHandOver': ({ invitations }, ...given) => invitations.linkToHandOver(...given),
  'invitations.withdrawKey': ({ invitations }, actor, input) =>
    invitations.withdrawKey(actor, input),
  'invitations.list': ({ invitations }, actor, input) => everyPage(invitations.list, actor, input),
  'relay.runOnce': ({ relay }) => relay.runOnce(most),
  'maintenance.runOnce': ({ maintenance }) => maintenance.runOnce(),
  'clock.advance': () => undefined,
  'keys.add': () => undefined,
  'keys.forget': () => undefined,
};

interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/** From the page that was asked for to the last one, by their cursors. */
async function everyPage<I extends PageInput>(
  list: (actor: Actor, input: I) => Promise<Result<Page>>,
  actor: Actor,
  input: I,
): Promise<unknown> {
  const pages: unknown[] = [];
  let wanted = input;
  for (;;) {
    const page = await list(actor, wanted);
    if (!page.ok) return page;
    pages.push(page.value.items);
    if (page.value.next === null) return ok({ pages });
    wanted = { ...input, skip: 0, cursor: page.value.next };
  }
}

/** What Guildhall answers; the call has its own names for everything by then. */
export async function ask<V extends Verb>(
  guildhall: Guildhall,
  actor: Actor,
  { verb, input, key }: Call<V>,
): Promise<unknown> {
  const how: Ask<V> = asks[verb];
  return how(guildhall, actor, input, key === undefined ? {} : { idempotencyKey: key });
}
