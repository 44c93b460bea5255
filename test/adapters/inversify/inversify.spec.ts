import { Container, type ContainerModule } from 'inversify';
import { describe, expect, it } from 'vitest';
import { coreModule, TOKENS } from '../../../src/adapters/inversify/index.js';
import { memoryModule } from '../../../src/adapters/inversify/memory.js';
import { mongooseModule } from '../../../src/adapters/inversify/mongoose.js';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import {
  type CoreOptions,
  developmentKeys,
  organizationEvents,
  orThrow,
} from '../../../src/index.js';
import type { RateLimiter } from '../../../src/ports/system.js';
import { mailbox, manualClock, tokenIn } from '../../../src/testing/doubles/index.js';
import { recordingSender } from '../../application/webhooks/webhook-world.js';
import { present, start, theSystem } from '../../support/guildhall.js';
import { freshConnection } from '../../support/mongo.js';

const options: CoreOptions = { keys: developmentKeys(), baseUrl: 'https://console.example.com' };

function containerOf(...modules: readonly ContainerModule[]): Container {
  const container = new Container();
  container.load(...modules);
  return container;
}

/** The same services over whichever storage the container has: found, invite, deliver, accept. */
async function twoMembers(container: Container, suffix: string) {
  const users = container.get(TOKENS.Users);
  const register = async (name: string) => {
    const input = { name, email: `${name}.${suffix}@example.com`, emailVerified: true };
    const { id, email } = orThrow(await users.register(theSystem, input));
    return { id, email, actor: { kind: 'user', userId: id } as const };
  };
  const [ada, grace] = [await register('ada'), await register('grace')];
  const organizations = container.get(TOKENS.Organizations);
  const organization = orThrow(await organizations.found(ada.actor, { name: 'Acme' }));
  const invitations = container.get(TOKENS.Invitations);
  const input = { organizationId: organization.id, email: grace.email };
  orThrow(await invitations.invite(ada.actor, input));
  return { ada, grace, organization };
}

const storageModules = {
  memory: async () => memoryModule(),
  async mongoose() {
    const connection = await freshConnection();
    await mongooseStorage({ connection }).ensureIndexes();
    return mongooseModule({ connection });
  },
};

describe.each(['memory', 'mongoose'] as const)('a container that has loaded %sModule', (name) => {
  it('runs the same services over that storage', async () => {
    const mailer = mailbox();
    const container = containerOf(await storageModules[name](), coreModule({ ...options, mailer }));
    const { ada, grace, organization } = await twoMembers(container, name);
    expect(await container.get(TOKENS.Relay).runOnce()).toMatchObject({ sent: 1 });
    const token = tokenIn(present(mailer.to(grace.email)[0]));
    orThrow(await container.get(TOKENS.Invitations).accept(grace.actor, { token }));
    const { items } = orThrow(
      await container.get(TOKENS.Memberships).list(ada.actor, { organizationId: organization.id }),
    );
    expect(items.map(({ userId }) => userId)).toEqual([ada.id, grace.id]);
  });

  it('answers the queries of the documented data models by their names', async () => {
    const container = containerOf(await storageModules[name](), coreModule(options));
    const { ada, grace, organization } = await twoMembers(container, name);
    const Organization = container.get(TOKENS.OrganizationQueries);
    const { id: orgId } = organization;
    const { id: userId } = ada;

    const orgs = await Organization.findByMember(userId);
    const isAdmin = await Organization.hasRole(orgId, userId, 'admin');
    const isMember = await Organization.isMember(orgId, userId);

    expect(orgs.map(({ slug }) => slug)).toEqual(['ada', 'acme']);
    expect(isAdmin).toBe(true);
    expect(isMember).toBe(true);
    expect(await Organization.hasRole(orgId, userId, ['member'])).toBe(false);
    expect(await Organization.isMember(orgId, grace.id)).toBe(false);
  });
});

describe('coreModule', () => {
  it('swaps the storage under the same services, which then know nothing of the other', async () => {
    const container = containerOf(memoryModule(), coreModule(options));
    const { ada } = await twoMembers(container, 'first');
    const swapped = containerOf(await storageModules.mongoose(), coreModule(options));
    expect(await container.get(TOKENS.OrganizationQueries).findByMember(ada.id)).toHaveLength(2);
    expect(await swapped.get(TOKENS.OrganizationQueries).findByMember(ada.id)).toEqual([]);
  });

  it('makes one of everything for each container', async () => {
    const modules = [memoryModule(), coreModule(options)];
    const [one, other] = [containerOf(...modules), containerOf(...modules)];
    for (const token of Object.values(TOKENS)) expect(one.get(token)).toBe(one.get(token));
    expect(one.get(TOKENS.Storage)).not.toBe(other.get(TOKENS.Storage));
    const { ada } = await twoMembers(one, 'one');
    expect(await other.get(TOKENS.OrganizationQueries).findByMember(ada.id)).toEqual([]);
  });

  it('takes ports from its options, and lets the embedder rebind them', async () => {
    const clock = manualClock(start);
    const container = containerOf(memoryModule(), coreModule({ ...options, clock }));
    const register = (email: string) => container.get(TOKENS.Users).register(theSystem, { email });
    expect(container.get(TOKENS.Clock)).toBe(clock);
    expect(orThrow(await register('a@example.com')).createdAt).toEqual(start);
    const rebound = containerOf(memoryModule(), coreModule(options));
    rebound.rebind(TOKENS.Clock).toConstantValue(clock);
    const input = { email: 'b@example.com' };
    const late = orThrow(await rebound.get(TOKENS.Users).register(theSystem, input));
    expect(late.createdAt).toEqual(start);
    const mute = containerOf(memoryModule(), coreModule({ ...options, mailer: mailbox() }));
    mute.rebind(TOKENS.Mailer).toConstantValue(null);
    await expect(mute.get(TOKENS.Relay).runOnce()).rejects.toThrow(/no mailer/);
  });

  it('sends webhooks with the sender of its options, or one that is rebound', async () => {
    const sent = async (container: Container) => {
      const { ada, organization } = await twoMembers(container, 'hooks');
      const { configure, sendTest } = container.get(TOKENS.Webhooks);
      const of = { organizationId: organization.id };
      const input = { ...of, url: 'https://hooks.example.org/', events: organizationEvents };
      orThrow(await configure(ada.actor, input));
      orThrow(await sendTest(ada.actor, of));
      return (await container.get(TOKENS.Relay).runOnce()).sent;
    };
    const [given, own] = [recordingSender(), recordingSender()];
    const ports = { mailer: mailbox(), webhookSender: given };
    expect(await sent(containerOf(memoryModule(), coreModule({ ...options, ...ports })))).toBe(2);
    const rebound = containerOf(memoryModule(), coreModule({ ...options, ...ports }));
    rebound.rebind(TOKENS.WebhookSender).toConstantValue(own);
    expect(await sent(rebound)).toBe(2);
    const mute = containerOf(memoryModule(), coreModule({ ...options, mailer: mailbox() }));
    expect(mute.get(TOKENS.WebhookSender)).toBeNull();
    expect(await sent(mute)).toBe(1);
    expect([given.deliveries.length, own.deliveries.length]).toEqual([1, 1]);
  });

  describe('counts what the soft limits bound by', () => {
    /** How an invitation ends in a container, which has room for as many as its limiter passes. */
    async function outcomeIn(container: Container): Promise<string> {
      const ada = orThrow(
        await container
          .get(TOKENS.Users)
          .register(theSystem, { email: 'ada@example.com', emailVerified: true }),
      );
      const actor = { kind: 'user', userId: ada.id } as const;
      const { id } = orThrow(
        await container.get(TOKENS.Organizations).found(actor, { name: 'Acme' }),
      );
      const input = { organizationId: id, email: 'grace@example.com' };
      const invited = await container.get(TOKENS.Invitations).invite(actor, input);
      return invited.ok ? 'done' : invited.refusal.code;
    }

    const full: RateLimiter = { take: async () => 60 };
    const free: RateLimiter = { take: async () => null };

    it('the limiter of its options before that of the container', async () => {
      const given = containerOf(memoryModule(), coreModule({ ...options, rateLimiter: full }));
      expect(await outcomeIn(given)).toBe('rate_limited');
      const rebound = containerOf(memoryModule(), coreModule({ ...options, rateLimiter: free }));
      rebound.rebind(TOKENS.RateLimiter).toConstantValue(full);
      expect(await outcomeIn(rebound)).toBe('done');
    });

    it('that of the container, which the embedder may rebind', async () => {
      const rebound = containerOf(memoryModule(), coreModule(options));
      rebound.rebind(TOKENS.RateLimiter).toConstantValue(full);
      expect(await outcomeIn(rebound)).toBe('rate_limited');
    });

    it('one of its own where the container has none', async () => {
      const container = containerOf(
        coreModule({ ...options, policy: { invitationsPerInviter: 1 } }),
      );
      container.bind(TOKENS.Storage).toConstantValue(memoryStorage());
      expect(await outcomeIn(container)).toBe('done');
      expect(container.isBound(TOKENS.RateLimiter)).toBe(false);
    });

    it('the one of MongoDB beside the storage there', async () => {
      const connection = await freshConnection();
      await mongooseStorage({ connection }).ensureIndexes();
      const container = containerOf(mongooseModule({ connection }), coreModule(options));
      expect(await outcomeIn(container)).toBe('done');
      expect(await connection.collection('ratelimits').countDocuments()).toBe(3);
    });
  });

  it('runs the maintenance over the storage', async () => {
    const container = containerOf(memoryModule(), coreModule(options));
    const rows = { invitations: 0, apps: 0, organizations: 0, users: 0, journal: 0 };
    const done = { expired: 0, approvals: 0, ...rows };
    expect(await container.get(TOKENS.Maintenance).runOnce()).toEqual(done);
  });

  it('says what is missing where there is no mailer, and no storage', async () => {
    const container = containerOf(memoryModule(), coreModule(options));
    await expect(container.get(TOKENS.Relay).runOnce()).rejects.toThrow(/no mailer/);
    expect(() => containerOf(coreModule(options)).get(TOKENS.Users)).toThrow(/guildhall\.Storage/);
  });

  it('names its services alike in every copy of the package', () => {
    for (const [name, token] of Object.entries(TOKENS)) {
      expect(token).toBe(Symbol.for(`guildhall.${name}`));
    }
  });
});
