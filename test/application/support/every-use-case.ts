// Every use case that takes an actor and an input, with an input that is good; for saying what holds of bad ones.
import { appUseCases } from './every-app-use-case.js';
import { command, query, type UseCase } from './use-case.js';

export type { Named, UseCase } from './use-case.js';

const page = { limit: 10, cursor: null, skip: 0 };

export const useCases: readonly UseCase[] = [
  command(
    'users.register',
    ({ users }) => users.register,
    () => ({
      email: 'new@example.com',
      name: 'New',
      emailVerified: true,
    }),
  ),
  command(
    'users.verifyEmail',
    ({ users }) => users.verifyEmail,
    ({ userId }) => ({ userId }),
  ),
  query(
    'users.get',
    ({ users }) => users.get,
    ({ userId }) => ({ userId }),
  ),
  command(
    'users.setDefaultOrganization',
    ({ users }) => users.setDefaultOrganization,
    ({ organizationId, userId }) => ({ organizationId, userId }),
  ),
  query(
    'users.getDefaultOrganization',
    ({ users }) => users.getDefaultOrganization,
    ({ userId }) => ({ userId }),
  ),
  command(
    'users.unblockOrganization',
    ({ users }) => users.unblockOrganization,
    ({ organizationId, userId }) => ({ organizationId, userId }),
  ),
  command(
    'users.suspend',
    ({ users }) => users.suspend,
    ({ userId }) => ({ userId }),
  ),
  command(
    'users.reinstate',
    ({ users }) => users.reinstate,
    ({ userId }) => ({ userId }),
  ),
  command(
    'users.delete',
    ({ users }) => users.delete,
    ({ userId }) => ({ userId }),
  ),
  command(
    'users.restore',
    ({ users }) => users.restore,
    ({ userId }) => ({ userId }),
  ),
  command(
    'users.purge',
    ({ users }) => users.purge,
    ({ userId }) => ({ userId }),
  ),
  command(
    'organizations.found',
    ({ organizations }) => organizations.found,
    () => ({
      name: 'New',
      slug: 'new-one',
      website: 'https://example.com/',
      description: 'New',
      logo: 'https://example.com/logo.png',
    }),
  ),
  command(
    'organizations.ensurePersonal',
    ({ organizations }) => organizations.ensurePersonal,
    ({ userId }) => ({ userId }),
  ),
  command(
    'organizations.updateProfile',
    ({ organizations }) => organizations.updateProfile,
    ({ organizationId }) => ({
      organizationId,
      website: 'https://example.com/',
      contactEmail: 'office@example.com',
      description: 'New',
      logo: 'https://example.com/logo.png',
    }),
  ),
  command(
    'organizations.rename',
    ({ organizations }) => organizations.rename,
    ({ organizationId }) => ({
      organizationId,
      name: 'New',
    }),
  ),
  command(
    'organizations.changeSlug',
    ({ organizations }) => organizations.changeSlug,
    ({ organizationId }) => ({ organizationId, slug: 'another-one' }),
  ),
  query(
    'organizations.suggestSlug',
    ({ organizations }) => organizations.suggestSlug,
    () => ({ name: 'New' }),
  ),
  query(
    'organizations.checkSlug',
    ({ organizations }) => organizations.checkSlug,
    ({ organizationId }) => ({ organizationId, slug: 'another-one' }),
  ),
  query(
    'organizations.document',
    ({ organizations }) => organizations.document,
    ({ organizationId }) => ({ organizationId }),
  ),
  command(
    'organizations.delete',
    ({ organizations }) => organizations.delete,
    ({ organizationId }) => ({ organizationId }),
  ),
  query(
    'organizations.listDeleted',
    ({ organizations }) => organizations.listDeleted,
    () => ({}),
  ),
  command(
    'organizations.restore',
    ({ organizations }) => organizations.restore,
    ({ organizationId }) => ({ organizationId }),
  ),
  command(
    'organizations.purge',
    ({ organizations }) => organizations.purge,
    ({ organizationId }) => ({ organizationId }),
  ),
  query(
    'organizations.get',
    ({ organizations }) => organizations.get,
    ({ organizationId }) => ({ organizationId }),
  ),
  query(
    'organizations.findBySlug',
    ({ organizations }) => organizations.findBySlug,
    () => ({ slug: 'acme' }),
  ),
  query(
    'organizations.listOfUser',
    ({ organizations }) => organizations.listOfUser,
    ({ userId }) => ({ userId, ...page }),
  ),
  query(
    'organizations.audit',
    ({ organizations }) => organizations.audit,
    ({ organizationId }) => ({
      organizationId,
      ...page,
    }),
  ),
  query(
    'memberships.list',
    ({ memberships }) => memberships.list,
    ({ organizationId }) => ({
      organizationId,
      role: 'admin',
      ...page,
    }),
  ),
  command(
    'memberships.changeRole',
    ({ memberships }) => memberships.changeRole,
    ({ organizationId, userId }) => ({
      organizationId,
      userId,
      role: 'admin',
    }),
  ),
  command(
    'memberships.remove',
    ({ memberships }) => memberships.remove,
    ({ organizationId, userId }) => ({
      organizationId,
      userId,
    }),
  ),
  command(
    'memberships.leave',
    ({ memberships }) => memberships.leave,
    ({ organizationId }) => ({ organizationId }),
  ),
  command(
    'invitations.invite',
    ({ invitations }) => invitations.invite,
    ({ organizationId }) => ({
      organizationId,
      email: 'new@example.com',
      role: 'member',
      byMail: true,
      language: 'de',
    }),
  ),
  command(
    'invitations.inviteMany',
    ({ invitations }) => invitations.inviteMany,
    ({ organizationId }) => ({
      organizationId,
      invitations: [{ email: 'one@example.com', role: 'admin' }, { email: 'two@example.com' }],
      byMail: false,
      language: 'pt-BR',
    }),
  ),
  command(
    'invitations.linkToHandOver',
    ({ invitations }) => invitations.linkToHandOver,
    ({ organizationId, invitationId }) => ({ organizationId, invitationId }),
  ),
  command(
    'invitations.withdrawKey',
    ({ invitations }) => invitations.withdrawKey,
    () => ({ kid: 'gone' }),
  ),
  query(
    'invitations.preview',
    ({ invitations }) => invitations.preview,
    ({ token }) => ({ token }),
  ),
  command(
    'invitations.accept',
    ({ invitations }) => invitations.accept,
    ({ token }) => ({ token }),
  ),
  command(
    'invitations.decline',
    ({ invitations }) => invitations.decline,
    ({ token }) => ({ token }),
  ),
  command(
    'invitations.declineAndBlock',
    ({ invitations }) => invitations.declineAndBlock,
    ({ token }) => ({ token }),
  ),
  command(
    'invitations.revoke',
    ({ invitations }) => invitations.revoke,
    ({ organizationId, invitationId }) => ({
      organizationId,
      invitationId,
    }),
  ),
  command(
    'invitations.resend',
    ({ invitations }) => invitations.resend,
    ({ organizationId, invitationId }) => ({
      organizationId,
      invitationId,
    }),
  ),
  query(
    'invitations.list',
    ({ invitations }) => invitations.list,
    ({ organizationId }) => ({
      organizationId,
      state: 'pending',
      ...page,
    }),
  ),
  command(
    'organizations.verifyContact',
    ({ organizations }) => organizations.verifyContact,
    ({ organizationId }) => ({ organizationId, contactEmail: 'office@example.com' }),
  ),
  ...appUseCases,
];
