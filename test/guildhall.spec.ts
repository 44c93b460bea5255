// createGuildhall: the services with the options that embedders give, and the options that it refuses.
import { describe, expect, it, vi } from 'vitest';
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
    baseUrl: 'http://localhost:3000',
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
    {
      wrong: { mailr: {} },
      says: /has no option "mailr"; its options are storage, keys, baseUrl,/,
    },
    {
      wrong: { mailer: {} },
      says: /the option "mailer" .* must be an object with the method `send`/,
    },
    {
      wrong: { storage: {} },
      says: /the option "storage" .* must be a storage, such as memoryStorage/,
    },
    { wrong: { keys: [] }, says: /the option "keys" .* must be an object with lists of secrets/ },
    { wrong: { keys: undefined }, says: /needs the option "keys"/ },
    { wrong: { reservedSlugs: 'admin' }, says: /the option "reservedSlugs" .* a list of texts/ },
    { wrong: { baseUrl: 3000 }, says: /the option "baseUrl" .* as text/ },
    { wrong: { clock: Date.now }, says: /the option "clock" .* the method `now`/ },
    { wrong: { baseUrl: 'https://console.example.com' }, says: /developmentKeys\(\) are public/ },
    { wrong: { baseUrl: 'https://localhost.example.com' }, says: /is not on this machine/ },
  ])('refuses to start with $wrong', ({ wrong, says }) => {
    expect(() => Reflect.apply(guildhallWith, null, [wrong])).toThrow(says);
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

describe('a program without types', () => {
  it.each([undefined, null, 'memory', 3])('is told how to call createGuildhall(%j)', (given) => {
    expect(() => Reflect.apply(createGuildhall, null, [given])).toThrow(
      /^createGuildhall takes an object with options; write it like createGuildhall\(\{ storage: memoryStorage\(\)/,
    );
  });

  it.each([['storage'], ['keys'], ['baseUrl']])('is told that %s is missing', (name) => {
    const complete = {
      storage: memoryStorage(),
      keys: developmentKeys(),
      baseUrl: 'http://localhost:3000',
    };
    const given = Object.fromEntries(Object.entries(complete).filter(([one]) => one !== name));
    expect(() => Reflect.apply(createGuildhall, null, [given])).toThrow(
      `createGuildhall needs the option "${name}"`,
    );
  });
});

describe('the keys for development', () => {
  const { invitation } = developmentKeys();
  const secret = invitation[0]?.secret ?? '';
  const own = { kid: 'own', secret: 'a secret of at least thirty-two bytes, for tests' };

  it.each([
    ['under another name', { invitation: [{ kid: 'k', secret }] }],
    ['as bytes', { invitation: [{ kid: 'k', secret: new TextEncoder().encode(String(secret)) }] }],
    ['beside an own key', { invitation: [own, { kid: 'k', secret }] }],
    ['for fields', { invitation: [own], fields: [{ kid: 'k', secret }] }],
  ])('are refused for a service that others can reach, also %s', (_how, keys) => {
    const baseUrl = 'https://console.example.com';
    expect(() => createGuildhall({ storage: memoryStorage(), keys, baseUrl })).toThrow(
      /the base URL https:\/\/console\.example\.com is not on this machine/,
    );
    expect(() =>
      createGuildhall({ storage: memoryStorage(), keys, baseUrl: 'http://127.0.0.1:3000' }),
    ).not.toThrow();
  });
});

describe('a worker that loads its module, or a page that is not secure', () => {
  it('can create the services: nothing random is drawn, and no timer starts', async () => {
    const drawn = vi.spyOn(crypto, 'getRandomValues');
    const timers = [vi.spyOn(globalThis, 'setTimeout'), vi.spyOn(globalThis, 'setInterval')];
    const guildhall = guildhallWith();
    for (const spy of [drawn, ...timers]) expect(spy).not.toHaveBeenCalled();
    await registerUser(guildhall);
    expect(drawn).toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('is told that encrypted fields need crypto.subtle, and needs it for nothing else', async () => {
    const { getRandomValues } = crypto;
    vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(crypto) });
    expect(() => guildhallWith()).toThrow(/keys\.fields needs crypto\.subtle.*https:\/\//);
    const { invitation } = developmentKeys();
    const guildhall = guildhallWith({ keys: { invitation }, mailer: recordingMailer() });
    const actor = await registerUser(guildhall);
    const { id } = orThrow(await guildhall.organizations.create(actor, { name: 'Acme' }));
    const invitee = { organizationId: id, email: 'grace@example.com' };
    orThrow(await guildhall.invitations.invite(actor, invitee));
    expect(await guildhall.relay.runOnce()).toMatchObject({ sent: 1 });
    vi.unstubAllGlobals();
  });
});
