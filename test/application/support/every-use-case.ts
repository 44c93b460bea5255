// Every use case that takes an actor and an input, with an input that is good; for saying what holds of bad ones.
import type { Guildhall } from '../../../src/index.js';

/** The rows that good inputs name. */
export interface Named {
  readonly organizationId: string;
  readonly userId: string;
  readonly invitationId: string;
  readonly token: string;
}

export interface UseCase {
  readonly name: string;
  /** Changes nothing. */
  readonly isQuery: boolean;
  good(named: Named): Readonly<Record<string, unknown>>;
  /** Called with whatever a caller may hand in. */
  call(guildhall: Guildhall, actor: unknown, input: unknown): Promise<unknown>;
}

type Called = (guildhall: Guildhall) => unknown;

function useCase(name: string, of: Called, good: UseCase['good'], isQuery: boolean): UseCase {
  return {
    name,
    isQuery,
    good,
    async call(guildhall, actor, input) {
      const called = of(guildhall);
      if (typeof called !== 'function') throw new Error(`${name} is no use case`);
      return Reflect.apply(called, null, [actor, input]);
    },
  };
}

const command = (name: string, of: Called, good: UseCase['good']) => useCase(name, of, good, false);
const query = (name: string, of: Called, good: UseCase['good']) => useCase(name, of, good, true);

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
    }),
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
];
