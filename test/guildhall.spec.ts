// createGuildhall: the services with the options that embedders give, and the options that it refuses.
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../src/adapters/memory/index.js';
import { transliterate } from '../src/adapters/node/index.js';
import {
  createGuildhall,
  developmentKeys,
  type Guildhall,
  type GuildhallOptions,
  isRefusedError,
  orThrow,
  type UserActor,
} from '../src/index.js';
import { invitationTokenOf, recordingMailer } from '../src/testing/doubles/index.js';
import { assertPresent, systemActor } from './support/world.js';

function guildhallWith(options: Partial<GuildhallOptions> = {}): Guildhall {
  return createGuildhall({
    storage: memoryStorage(),
    keys: developmentKeys(),
    baseUrl: 'https://console.example.com',
    ...options,
  });
}

async function registerUser({ users }: Guildhall, email = 'ada@example.com'): Promise<UserActor> {
  const { id } = orThrow(await users.register(systemActor, { email, emailVerified: true }));
  return { kind: 'user', userId: id };
}

describe('createGuildhall', () => {
  it('needs only a storage, keys and a base URL', async () => {
    const before = new Date();
    const guildhall = guildhallWith();
    const ada = await registerUser(guildhall);
    const acme = orThrow(await guildhall.organizations.create(ada, { name: 'Acmé' }));
    expect(acme.slug).toBe('acme');
    expect(acme.createdAt.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(await guildhall.Organization.hasRole(acme.id, ada.userId, 'admin')).toBe(true);
  });

  it('lets a person be invited, accept and become the last admin', async () => {
    const mailer = recordingMailer();
    const guildhall = guildhallWith({ mailer });
    const ada = await registerUser(guildhall);
    const { id: organizationId } = orThrow(
      await guildhall.organizations.create(ada, { name: 'A1' }),
    );
    const email = 'grace@example.com';
    orThrow(await guildhall.invitations.invite(ada, { organizationId, email, role: 'admin' }));
    await guildhall.relay.runOnce();
    const grace = await registerUser(guildhall, email);
    const token = invitationTokenOf(assertPresent(mailer.mailsTo(email)[0]));
    orThrow(await guildhall.invitations.accept(grace, { token }));
    orThrow(await guildhall.memberships.leave(ada, { organizationId }));
    const left = await guildhall.memberships.leave(grace, { organizationId });
    expect(left).toEqual({
      ok: false,
      refusal: { code: 'last_admin', organizationIds: [organizationId] },
    });
    expect(() => orThrow(left)).toThrow(/make another member an admin first/);
    expect(await guildhall.Organization.findByMember(grace.userId)).toHaveLength(2);
  });

  it('transliterates names only with the transliterate option', async () => {
    const [without, withOption] = [guildhallWith(), guildhallWith({ transliterate })];
    const name = '日本';
    const createSlug = async (guildhall: Guildhall) =>
      orThrow(await guildhall.organizations.create(await registerUser(guildhall), { name })).slug;
    expect(await createSlug(without)).toMatch(/^org-[a-z2-7]{6}$/);
    expect(await createSlug(withOption)).toBe('riben');
  });

  it('uses the reserved slugs of the embedder', async () => {
    const guildhall = guildhallWith({ reservedSlugs: ['acme'] });
    const ada = await registerUser(guildhall);
    const { create } = guildhall.organizations;
    expect(orThrow(await create(ada, { name: 'Acme' })).slug).toBe('acme-2');
    expect(await create(ada, { name: 'X', slug: 'login' })).toMatchObject({
      refusal: { code: 'slug_reserved' },
    });
  });

  it.each([
    { wrong: { keys: { invitation: [] } }, says: /no key for invitations/ },
    { wrong: { keys: { invitation: [{ kid: 'a', secret: 'short' }] } }, says: /5 bytes/ },
    { wrong: { baseUrl: 'http://console.example.com' }, says: /must be https/ },
    { wrong: { baseUrl: 'console' }, says: /not a URL/ },
    { wrong: { policy: { invitationLifetime: 1 } }, says: /policy\.invitationLifetime is 1/ },
  ])('refuses to start with $wrong', ({ wrong, says }) => {
    expect(() => guildhallWith(wrong)).toThrow(says);
  });

  it('never shows a secret that it refuses', () => {
    const secret = 'almost long enough to be one';
    const keys = { invitation: [{ kid: 'a', secret }] };
    expect(() => guildhallWith({ keys })).toThrow(/28 bytes/);
    expect(() => guildhallWith({ keys })).not.toThrow(secret);
  });

  it('throws a refused error with orThrow', async () => {
    const refused = await guildhallWith().users.register(systemActor, { email: 'nobody' });
    const thrown = (() => {
      try {
        return orThrow(refused);
      } catch (error) {
        return error;
      }
    })();
    expect(isRefusedError(thrown)).toBe(true);
  });
});
