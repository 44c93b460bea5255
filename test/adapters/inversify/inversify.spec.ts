import { Container, type ContainerModule } from 'inversify';
import { describe, expect, it } from 'vitest';
import { coreModule, TOKENS, tokensFor } from '../../../src/adapters/inversify/index.js';
import { memoryModule } from '../../../src/adapters/inversify/memory.js';
import { mongooseModule } from '../../../src/adapters/inversify/mongoose.js';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import {
  type CoreOptions,
  developmentKeys,
  organizationEventTypes,
  orThrow,
} from '../../../src/index.js';
import type { RateLimiter } from '../../../src/ports/rate-limiter.js';
import {
  invitationTokenOf,
  manualClock,
  recordingMailer,
} from '../../../src/testing/doubles/index.js';
import { recordingWebhookSender } from '../../application/webhooks/webhook-helpers.js';
import { openTestConnection } from '../../support/mongo-connections.js';
import { assertPresent, startTime, systemActor } from '../../support/world.js';

const options: CoreOptions = {
  keys: developmentKeys(),
  baseUrl: 'http://localhost:3000',
  policy: { webhookVerification: 'none' },
};

function containerOf(...modules: readonly ContainerModule[]): Container {
  const container = new Container();
  container.load(...modules);
  return container;
}

/** Runs the same services over the container's storage: creates an organization, invites, delivers and accepts. */
async function twoMembers(container: Container, suffix: string) {
  const users = container.get(TOKENS.Users);
  const register = async (name: string) => {
    const input = { name, email: `${name}.${suffix}@example.com`, emailVerified: true };
    const { id, email } = orThrow(await users.register(systemActor, input));
    return { id, email, actor: { kind: 'user', userId: id } as const };
  };
  const [ada, grace] = [await register('ada'), await register('grace')];
  const organizations = container.get(TOKENS.Organizations);
  const organization = orThrow(await organizations.create(ada.actor, { name: 'Acme' }));
  const invitations = container.get(TOKENS.Invitations);
  const input = { organizationId: organization.id, email: grace.email };
  orThrow(await invitations.invite(ada.actor, input));
  return { ada, grace, organization };
}

const storageModules = {
  memory: async () => memoryModule(),
  async mongoose() {
    const connection = await openTestConnection();
    await mongooseStorage({ connection }).ensureIndexes();
    return mongooseModule({ connection });
  },
};

describe.each(['memory', 'mongoose'] as const)('a container that has loaded %sModule', (name) => {
  it('runs the same services over that storage', async () => {
    const mailer = recordingMailer();
    const container = containerOf(await storageModules[name](), coreModule({ ...options, mailer }));
    const { ada, grace, organization } = await twoMembers(container, name);
    expect(await container.get(TOKENS.Relay).runOnce()).toMatchObject({ sent: 1 });
    const token = invitationTokenOf(assertPresent(mailer.mailsTo(grace.email)[0]));
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

    expect(orgs.map(({ name }) => name)).toEqual(['ada', 'Acme']);
    expect(isAdmin).toBe(true);
    expect(isMember).toBe(true);
    expect(await Organization.hasRole(orgId, userId, ['member'])).toBe(false);
    expect(await Organization.isMember(orgId, grace.id)).toBe(false);
  });
});

describe('coreModule', () => {
  it('gives each container the data of its own storage only', async () => {
    const container = containerOf(memoryModule(), coreModule(options));
    const { ada } = await twoMembers(container, 'first');
    const swapped = containerOf(await storageModules.mongoose(), coreModule(options));
    expect(await container.get(TOKENS.OrganizationQueries).findByMember(ada.id)).toHaveLength(2);
    expect(await swapped.get(TOKENS.OrganizationQueries).findByMember(ada.id)).toEqual([]);
  });

  it('makes each service once for each container', async () => {
    const modules = [memoryModule(), coreModule(options)];
    const [one, other] = [containerOf(...modules), containerOf(...modules)];
    for (const token of Object.values(TOKENS)) expect(one.get(token)).toBe(one.get(token));
    expect(one.get(TOKENS.Storage)).not.toBe(other.get(TOKENS.Storage));
    const { ada } = await twoMembers(one, 'one');
    expect(await other.get(TOKENS.OrganizationQueries).findByMember(ada.id)).toEqual([]);
  });

  it('binds ports from its options, which the embedder can rebind', async () => {
    const clock = manualClock(startTime);
    const container = containerOf(memoryModule(), coreModule({ ...options, clock }));
    const register = (email: string) =>
      container.get(TOKENS.Users).register(systemActor, { email });
    expect(container.get(TOKENS.Clock)).toBe(clock);
    expect(orThrow(await register('a@example.com')).createdAt).toEqual(startTime);
    const rebound = containerOf(memoryModule(), coreModule(options));
    rebound.rebind(TOKENS.Clock).toConstantValue(clock);
    const input = { email: 'b@example.com' };
    const late = orThrow(await rebound.get(TOKENS.Users).register(systemActor, input));
    expect(late.createdAt).toEqual(startTime);
    const mute = containerOf(memoryModule(), coreModule({ ...options, mailer: recordingMailer() }));
    mute.rebind(TOKENS.Mailer).toConstantValue(null);
    await expect(mute.get(TOKENS.Relay).runOnce()).rejects.toThrow(/no mailer/);
  });

  it('sends webhooks with the sender of its options or with a rebound one', async () => {
    const sent = async (container: Container) => {
      const { ada, organization } = await twoMembers(container, 'hooks');
      const { configure, sendTest } = container.get(TOKENS.Webhooks);
      const of = { organizationId: organization.id };
      const input = { ...of, url: 'https://hooks.example.org/', events: organizationEventTypes };
      orThrow(await configure(ada.actor, input));
      orThrow(await sendTest(ada.actor, of));
      return (await container.get(TOKENS.Relay).runOnce()).sent;
    };
    const [given, own] = [recordingWebhookSender(), recordingWebhookSender()];
    const ports = { mailer: recordingMailer(), webhookSender: given };
    expect(await sent(containerOf(memoryModule(), coreModule({ ...options, ...ports })))).toBe(2);
    const rebound = containerOf(memoryModule(), coreModule({ ...options, ...ports }));
    rebound.rebind(TOKENS.WebhookSender).toConstantValue(own);
    expect(await sent(rebound)).toBe(2);
    const mute = containerOf(memoryModule(), coreModule({ ...options, mailer: recordingMailer() }));
    expect(mute.get(TOKENS.WebhookSender)).toBeNull();
    expect(await sent(mute)).toBe(1);
    expect([given.deliveries.length, own.deliveries.length]).toEqual([1, 1]);
  });

  describe('counts soft limits with', () => {
    /** Invites in a container whose rate limiter allows only so many, and returns the outcome. */
    async function outcomeIn(container: Container): Promise<string> {
      const ada = orThrow(
        await container
          .get(TOKENS.Users)
          .register(systemActor, { email: 'ada@example.com', emailVerified: true }),
      );
      const actor = { kind: 'user', userId: ada.id } as const;
      const { id } = orThrow(
        await container.get(TOKENS.Organizations).create(actor, { name: 'Acme' }),
      );
      const input = { organizationId: id, email: 'grace@example.com' };
      const invited = await container.get(TOKENS.Invitations).invite(actor, input);
      return invited.ok ? 'done' : invited.refusal.code;
    }

    const full: RateLimiter = { take: async () => 60, giveBack: async () => {} };
    const free: RateLimiter = { take: async () => null, giveBack: async () => {} };

    it('the rate limiter of its options rather than that of the container', async () => {
      const given = containerOf(memoryModule(), coreModule({ ...options, rateLimiter: full }));
      expect(await outcomeIn(given)).toBe('rate_limited');
      const rebound = containerOf(memoryModule(), coreModule({ ...options, rateLimiter: free }));
      rebound.rebind(TOKENS.RateLimiter).toConstantValue(full);
      expect(await outcomeIn(rebound)).toBe('done');
    });

    it('the rate limiter of the container, which the embedder can rebind', async () => {
      const rebound = containerOf(memoryModule(), coreModule(options));
      rebound.rebind(TOKENS.RateLimiter).toConstantValue(full);
      expect(await outcomeIn(rebound)).toBe('rate_limited');
    });

    it('a rate limiter of its own if the container has none', async () => {
      const container = containerOf(
        coreModule({ ...options, policy: { maxInvitationsPerInviter: 1 } }),
      );
      container.bind(TOKENS.Storage).toConstantValue(memoryStorage());
      expect(await outcomeIn(container)).toBe('done');
      expect(container.isBound(TOKENS.RateLimiter)).toBe(false);
    });

    it('the rate limiter in MongoDB if the storage is there', async () => {
      const connection = await openTestConnection();
      await mongooseStorage({ connection }).ensureIndexes();
      const container = containerOf(mongooseModule({ connection }), coreModule(options));
      expect(await outcomeIn(container)).toBe('done');
      expect(await connection.collection('guildhall_ratelimits').countDocuments()).toBe(3);
    });
  });

  it('runs maintenance on the storage', async () => {
    const container = containerOf(memoryModule(), coreModule(options));
    const purged = { purgedInvitations: 0, purgedOrganizations: 0, purgedUsers: 0 };
    const expired = { expiredInvitations: 0, expiredApprovals: 0 };
    const done = { ...expired, ...purged, archivedApps: 0, prunedJournalRows: 0 };
    expect(await container.get(TOKENS.Maintenance).runOnce()).toEqual(done);
  });

  it('names what is missing without a mailer or a storage', async () => {
    const container = containerOf(memoryModule(), coreModule(options));
    await expect(container.get(TOKENS.Relay).runOnce()).rejects.toThrow(/no mailer/);
    expect(() => containerOf(coreModule(options)).get(TOKENS.Users)).toThrow(/guildhall\.Storage/);
  });

  it('uses the same service identifiers in every copy of the package', () => {
    for (const [name, token] of Object.entries(TOKENS)) {
      expect(token).toBe(Symbol.for(`guildhall.${name}`));
    }
  });
});

describe('the tokens for own roles', () => {
  it('are those of all services, with the types of the table', async () => {
    const roles = { viewer: ['organization:read', 'reports:export'] } as const;
    const tokens = tokensFor(roles);
    expect(tokens).toBe(TOKENS);
    const container = containerOf(coreModule({ ...options, roles }), memoryModule());
    const register = (email: string) =>
      container.get(tokens.Users).register(systemActor, { email, emailVerified: true });
    const [ada, vic] = [
      orThrow(await register('ada@example.com')),
      orThrow(await register('vic@example.com')),
    ];
    const acme = orThrow(
      await container
        .get(tokens.Organizations)
        .create({ kind: 'user', userId: ada.id }, { name: 'Acme' }),
    );
    const memberships = container.get(tokens.Memberships);
    const asViewer = { organizationId: acme.id, userId: vic.id, role: 'viewer' } as const;
    orThrow(await memberships.add(systemActor, asViewer));
    const viewer = { kind: 'user', userId: vic.id } as const;
    expect(await memberships.can(viewer, 'reports:export', acme.id)).toBe(true);
  });

  it('refuse a table that the module would refuse', () => {
    expect(() => tokensFor({ admin: [] })).toThrow('the role "admin" has every permission');
  });
});
