// Every use case that takes an actor and an input, each with a valid input. Tests derive invalid ones from it.
import { appUseCases } from './app-use-cases.js';
import { commandUseCase, queryUseCase, type UseCase } from './use-case.js';

export type { UseCase, UseCaseSampleIds } from './use-case.js';

const pageInput = { limit: 10, cursor: null, skip: 0 };

export const useCases: readonly UseCase[] = [
  commandUseCase('users.register', () => ({
    email: 'new@example.com',
    name: 'New',
    emailVerified: true,
  })),
  commandUseCase('users.ensure', () => ({ id: 'auth0|new', email: 'new@example.com' })),
  queryUseCase('users.findByEmail', () => ({ email: 'new@example.com' })),
  queryUseCase('users.list', () => ({
    namePrefix: 'new',
    state: 'active',
    limit: 10,
    cursor: null,
  })),
  commandUseCase('users.update', ({ userId }) => ({ userId, name: 'New' })),
  commandUseCase('users.changeEmail', ({ userId }) => ({ userId, email: 'new@example.com' })),
  commandUseCase('users.verifyEmail', ({ userId }) => ({ userId })),
  queryUseCase('users.get', ({ userId }) => ({ userId })),
  commandUseCase('users.setDefaultOrganization', ({ organizationId, userId }) => ({
    organizationId,
    userId,
  })),
  queryUseCase('users.getDefaultOrganization', ({ userId }) => ({ userId })),
  commandUseCase('users.unblockOrganization', ({ organizationId, userId }) => ({
    organizationId,
    userId,
  })),
  commandUseCase('users.suspend', ({ userId }) => ({ userId })),
  commandUseCase('users.reinstate', ({ userId }) => ({ userId })),
  commandUseCase('users.delete', ({ userId }) => ({ userId })),
  commandUseCase('users.restore', ({ userId }) => ({ userId })),
  commandUseCase('users.purge', ({ userId }) => ({ userId })),
  commandUseCase('organizations.create', () => ({
    name: 'New',
    slug: 'new-one',
    website: 'https://example.com/',
    description: 'New',
    logo: 'https://example.com/logo.png',
  })),
  commandUseCase('organizations.ensurePersonal', ({ userId }) => ({ userId })),
  commandUseCase('organizations.updateProfile', ({ organizationId }) => ({
    organizationId,
    website: 'https://example.com/',
    contactEmail: 'office@example.com',
    description: 'New',
    logo: 'https://example.com/logo.png',
  })),
  commandUseCase('organizations.rename', ({ organizationId }) => ({
    organizationId,
    name: 'New',
  })),
  commandUseCase('organizations.changeSlug', ({ organizationId }) => ({
    organizationId,
    slug: 'another-one',
  })),
  queryUseCase('organizations.suggestSlug', () => ({ name: 'New' })),
  queryUseCase('organizations.checkSlug', ({ organizationId }) => ({
    organizationId,
    slug: 'another-one',
  })),
  queryUseCase('organizations.getDocumented', ({ organizationId }) => ({ organizationId })),
  commandUseCase('organizations.delete', ({ organizationId }) => ({ organizationId })),
  queryUseCase('organizations.listDeleted', () => ({})),
  commandUseCase('organizations.restore', ({ organizationId }) => ({ organizationId })),
  commandUseCase('organizations.purge', ({ organizationId }) => ({ organizationId })),
  queryUseCase('organizations.get', ({ organizationId }) => ({ organizationId })),
  queryUseCase('organizations.findBySlug', () => ({ slug: 'acme' })),
  queryUseCase('organizations.listForUser', ({ userId }) => ({ userId, ...pageInput })),
  queryUseCase('organizations.list', () => ({
    namePrefix: 'acme',
    state: 'live',
    createdFrom: new Date(0),
    createdUntil: new Date(Date.UTC(2099, 0)),
    limit: 10,
    cursor: null,
  })),
  queryUseCase('organizations.audit', ({ organizationId }) => ({
    organizationId,
    ...pageInput,
  })),
  queryUseCase('memberships.list', ({ organizationId }) => ({
    organizationId,
    role: 'admin',
    ...pageInput,
  })),
  queryUseCase('memberships.get', ({ organizationId, userId }) => ({ organizationId, userId })),
  queryUseCase('memberships.count', ({ organizationId }) => ({ organizationId, role: 'admin' })),
  queryUseCase('memberships.listFormer', ({ organizationId }) => ({
    organizationId,
    ...pageInput,
  })),
  queryUseCase('memberships.accessOf', ({ userId }) => ({ userId, limit: 10, cursor: null })),
  commandUseCase('memberships.add', ({ organizationId, userId }) => ({
    organizationId,
    userId,
    role: 'member',
  })),
  commandUseCase('memberships.changeRole', ({ organizationId, userId }) => ({
    organizationId,
    userId,
    role: 'admin',
  })),
  commandUseCase('memberships.remove', ({ organizationId, userId }) => ({
    organizationId,
    userId,
  })),
  commandUseCase('memberships.leave', ({ organizationId }) => ({ organizationId })),
  commandUseCase('invitations.invite', ({ organizationId }) => ({
    organizationId,
    email: 'new@example.com',
    role: 'member',
    byMail: true,
    language: 'de',
  })),
  commandUseCase('invitations.inviteMany', ({ organizationId }) => ({
    organizationId,
    invitations: [{ email: 'one@example.com', role: 'admin' }, { email: 'two@example.com' }],
    byMail: false,
    language: 'pt-BR',
  })),
  commandUseCase('invitations.createLink', ({ organizationId, invitationId }) => ({
    organizationId,
    invitationId,
  })),
  commandUseCase('invitations.revokeSigningKey', () => ({ kid: 'gone' })),
  queryUseCase('invitations.preview', ({ token }) => ({ token })),
  commandUseCase('invitations.accept', ({ token }) => ({ token })),
  commandUseCase('invitations.decline', ({ token }) => ({ token })),
  commandUseCase('invitations.declineAndBlock', ({ token }) => ({ token })),
  commandUseCase('invitations.changeRole', ({ organizationId, invitationId }) => ({
    organizationId,
    invitationId,
    role: 'admin',
  })),
  commandUseCase('invitations.revoke', ({ organizationId, invitationId }) => ({
    organizationId,
    invitationId,
  })),
  commandUseCase('invitations.resend', ({ organizationId, invitationId }) => ({
    organizationId,
    invitationId,
  })),
  queryUseCase('invitations.list', ({ organizationId }) => ({
    organizationId,
    state: 'pending',
    ...pageInput,
  })),
  queryUseCase('invitations.listForMe', () => ({ limit: 10, cursor: null })),
  commandUseCase('organizations.verifyContact', ({ organizationId }) => ({
    organizationId,
    contactEmail: 'office@example.com',
  })),
  commandUseCase('organizations.setExternalId', ({ organizationId }) => ({
    organizationId,
    externalId: 'customer-1',
  })),
  commandUseCase('organizations.updateMetadata', ({ organizationId }) => ({
    organizationId,
    public: { plan: 'pro' },
    private: { customer: 'cus_1' },
    expectedVersion: 0,
  })),
  commandUseCase('memberships.updateMetadata', ({ organizationId, userId }) => ({
    organizationId,
    userId,
    public: { seat: 'paid' },
    private: { employee: '17' },
    expectedVersion: 0,
  })),
  commandUseCase('users.updateMetadata', ({ userId }) => ({
    userId,
    public: { theme: 'dark' },
    private: { customer: 'cus_1' },
    expectedVersion: 0,
  })),
  queryUseCase('organizations.findByExternalId', () => ({ externalId: 'customer-1' })),
  ...appUseCases,
];
