// Runs a call of the model on Guildhall itself.

import type { Actor } from '../../domain/shared/actor.js';
import { appCallsOnGuildhall } from './call-apps.js';
import { type CallOnGuildhall, readAllPages, type SequenceGuildhall } from './call-pages.js';
import type { MethodName, ModelCall } from './reference/index.js';

/** More than a sequence ever queues. The order within a round is not compared; the storage contract checks it. */
const relayRunOptions = { limit: 100 };

const callsOnGuildhall: { readonly [V in MethodName]: CallOnGuildhall<V> } = {
  'users.register': ({ users }, ...given) => users.register(...given),
  'users.ensure': ({ users }, ...given) => users.ensure(...given),
  'users.findByEmail': ({ users }, actor, input) => users.findByEmail(actor, input),
  'users.list': ({ users }, actor, input) => readAllPages(users.list, actor, input),
  'users.update': ({ users }, ...given) => users.update(...given),
  'users.changeEmail': ({ users }, ...given) => users.changeEmail(...given),
  'users.verifyEmail': ({ users }, ...given) => users.verifyEmail(...given),
  'users.get': ({ users }, actor, input) => users.get(actor, input),
  'users.updateMetadata': ({ users }, ...given) => users.updateMetadata(...given),
  'users.setDefaultOrganization': ({ users }, ...given) => users.setDefaultOrganization(...given),
  'users.getDefaultOrganization': ({ users }, actor, input) =>
    users.getDefaultOrganization(actor, input),
  'users.unblockOrganization': ({ users }, ...given) => users.unblockOrganization(...given),
  'users.suspend': ({ users }, ...given) => users.suspend(...given),
  'users.reinstate': ({ users }, ...given) => users.reinstate(...given),
  'users.delete': ({ users }, ...given) => users.delete(...given),
  'users.restore': ({ users }, ...given) => users.restore(...given),
  'users.purge': ({ users }, actor, input) => users.purge(actor, input),
  'organizations.create': ({ organizations }, ...given) => organizations.create(...given),
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
  'organizations.getDocumented': ({ organizations }, actor, input) =>
    organizations.getDocumented(actor, input),
  'organizations.get': ({ organizations }, actor, input) => organizations.get(actor, input),
  'organizations.findByExternalId': ({ organizations }, actor, input) =>
    organizations.findByExternalId(actor, input),
  'organizations.updateMetadata': ({ organizations }, ...given) =>
    organizations.updateMetadata(...given),
  'organizations.setExternalId': ({ organizations }, ...given) =>
    organizations.setExternalId(...given),
  'organizations.findBySlug': ({ organizations }, actor, input) =>
    organizations.findBySlug(actor, input),
  'organizations.listForUser': ({ organizations }, actor, input) =>
    readAllPages(organizations.listForUser, actor, input),
  'organizations.list': ({ organizations }, actor, input) =>
    readAllPages(organizations.list, actor, input),
  'organizations.audit': ({ organizations }, actor, input) =>
    readAllPages(organizations.audit, actor, input),
  'memberships.list': ({ memberships }, actor, input) =>
    readAllPages(memberships.list, actor, input),
  'memberships.count': ({ memberships }, actor, input) => memberships.count(actor, input),
  'memberships.listFormer': ({ memberships }, actor, input) =>
    readAllPages(memberships.listFormer, actor, input),
  'memberships.accessOf': ({ memberships }, actor, input) =>
    readAllPages(memberships.accessOf, actor, input),
  'memberships.isMember': ({ memberships }, _actor, { organizationId, userId }) =>
    memberships.isMember(organizationId, userId),
  'memberships.hasRole': ({ memberships }, _actor, { organizationId, userId, role }) =>
    memberships.hasRole(organizationId, userId, role),
  'memberships.can': ({ memberships }, actor, { permission, organizationId }) =>
    memberships.can(actor, permission, organizationId),
  'memberships.add': ({ memberships }, ...given) => memberships.add(...given),
  'memberships.changeRole': ({ memberships }, ...given) => memberships.changeRole(...given),
  'memberships.remove': ({ memberships }, ...given) => memberships.remove(...given),
  'memberships.leave': ({ memberships }, ...given) => memberships.leave(...given),
  'memberships.get': ({ memberships }, actor, input) => memberships.get(actor, input),
  'memberships.updateMetadata': ({ memberships }, ...given) => memberships.updateMetadata(...given),
  'invitations.invite': ({ invitations }, ...given) => invitations.invite(...given),
  'invitations.inviteMany': ({ invitations }, ...given) => invitations.inviteMany(...given),
  'invitations.preview': ({ invitations }, actor, input) => invitations.preview(actor, input),
  'invitations.accept': ({ invitations }, ...given) => invitations.accept(...given),
  'invitations.decline': ({ invitations }, ...given) => invitations.decline(...given),
  'invitations.declineAndBlock': ({ invitations }, ...given) =>
    invitations.declineAndBlock(...given),
  'invitations.changeRole': ({ invitations }, ...given) => invitations.changeRole(...given),
  'invitations.revoke': ({ invitations }, ...given) => invitations.revoke(...given),
  'invitations.resend': ({ invitations }, ...given) => invitations.resend(...given),
  'invitations.createLink': ({ invitations }, ...given) => invitations.createLink(...given),
  'invitations.revokeSigningKey': ({ invitations }, actor, input) =>
    invitations.revokeSigningKey(actor, input),
  'invitations.list': ({ invitations }, actor, input) =>
    readAllPages(invitations.list, actor, input),
  'invitations.listForMe': ({ invitations }, actor, input) =>
    readAllPages(invitations.listForMe, actor, input),
  'relay.runOnce': ({ relay }) => relay.runOnce(relayRunOptions),
  'maintenance.runOnce': ({ maintenance }) => maintenance.runOnce(),
  'clock.advance': () => undefined,
  'signingKeys.add': () => undefined,
  'signingKeys.forget': () => undefined,
  'reviewers.appoint': () => undefined,
  'organizations.verifyContact': ({ organizations }, ...given) =>
    organizations.verifyContact(...given),
  ...appCallsOnGuildhall,
};

/** Guildhall's answer to a call that already has real ids and tokens. */
export async function callGuildhall<V extends MethodName>(
  guildhall: SequenceGuildhall,
  actor: Actor,
  { method, input, key }: ModelCall<V>,
): Promise<unknown> {
  const callMethod: CallOnGuildhall<V> = callsOnGuildhall[method];
  return callMethod(guildhall, actor, input, key === undefined ? {} : { idempotencyKey: key });
}
