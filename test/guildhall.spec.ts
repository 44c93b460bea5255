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
import { mailbox, tokenIn } from '../src/testing/doubles/index.js';
import { present, theSystem } from './support/guildhall.js';

function guildhallWith(options: Partial<GuildhallOptions> = {}): Guildhall {
  return createGuildhall({
    storage: memoryStorage(),
    keys: developmentKeys(),
    baseUrl: 'https://console.example.com',
    ...options,
  });
}

async function newcomer({ users }: Guildhall, email = 'ada@example.com'): Promise<UserActor> {
  const { id } = orThrow(await users.register(theSystem, { email, emailVerified: true }));
  return { kind: 'user', userId: id };
}

describe('createGuildhall', () => {
  it('gives services that run with a storage, keys and a base URL alone', async () => {
    const before = new Date();
    const guildhall = guildhallWith();
    const ada = await newcomer(guildhall);
    const acme = orThrow(await guildhall.organizations.found(ada, { name: 'Acmé' }));
    expect(acme.slug).toBe('acme');
    expect(acme.createdAt.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(await guildhall.Organization.hasRole(acme.id, ada.userId, 'admin')).toBe(true);
  });

  it('takes a person all the way in', async () => {
    const mailer = mailbox();
    const guildhall = guildhallWith({ mailer });
    const ada = await newcomer(guildhall);
    const { id: organizationId } = orThrow(
      await guildhall.organizations.found(ada, { name: 'A1' }),
    );
    const email = 'grace@example.com';
    orThrow(await guildhall.invitations.invite(ada, { organizationId, email, role: 'admin' }));
    await guildhall.relay.runOnce();
    const grace = await newcomer(guildhall, email);
    const token = tokenIn(present(mailer.to(email)[0]));
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

  it('spells other scripts only where it is told how', async () => {
    const [plain, spoken] = [guildhallWith(), guildhallWith({ transliterate })];
    const name = '日本';
    const found = async (guildhall: Guildhall) =>
      orThrow(await guildhall.organizations.found(await newcomer(guildhall), { name })).slug;
    expect(await found(plain)).toMatch(/^org-[a-z2-7]{6}$/);
    expect(await found(spoken)).toBe('riben');
  });

  it('knows hosts and reserved slugs of the embedder', async () => {
    const hasPublicSuffix = (host: string) => host.endsWith('.guild');
    const guildhall = guildhallWith({ hasPublicSuffix, reservedSlugs: ['acme'] });
    const ada = await newcomer(guildhall);
    const { found } = guildhall.organizations;
    expect(await found(ada, { name: 'go to evil.guild' })).toMatchObject({
      refusal: { code: 'name_invalid', reason: 'web_address' },
    });
    expect(orThrow(await found(ada, { name: 'Acme' })).slug).toBe('acme-2');
    expect(await found(ada, { name: 'X', slug: 'login' })).toMatchObject({
      refusal: { code: 'slug_reserved' },
    });
  });

  it.each([
    { wrong: { keys: { invitation: [] } }, says: /no key for invitations/ },
    { wrong: { keys: { invitation: [{ kid: 'a', secret: 'short' }] } }, says: /5 bytes/ },
    { wrong: { baseUrl: 'http://console.example.com' }, says: /must be https/ },
    { wrong: { baseUrl: 'console' }, says: /not an address/ },
    { wrong: { policy: { invitationLifetime: 1 } }, says: /policy\.invitationLifetime is 1/ },
  ])('refuses to start with $wrong', ({ wrong, says }) => {
    expect(() => guildhallWith(wrong)).toThrow(says);
  });

  it('never repeats a secret that it refuses', () => {
    const secret = 'almost long enough to be one';
    const keys = { invitation: [{ kid: 'a', secret }] };
    expect(() => guildhallWith({ keys })).toThrow(/28 bytes/);
    expect(() => guildhallWith({ keys })).not.toThrow(secret);
  });

  it('throws refusals for those who live in exceptions', async () => {
    const refused = await guildhallWith().users.register(theSystem, { email: 'nobody' });
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
