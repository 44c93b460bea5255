// Commands of an admin that run while the admin loses the permission. None may commit after the loss.
import { isDeepStrictEqual } from 'node:util';
import type { ResourceOwner } from '../../../src/domain/shared/resource-owner.js';
import {
  type Action,
  type CollectionName,
  type OrganizationId,
  orThrow,
} from '../../../src/index.js';
import { draftApp, releaseApp } from '../../support/app-steps.js';
import { assertPresent, createOrganization, type Person, type World } from '../../support/world.js';
import { loadApp } from './guarded-races.js';
import { type InFlightCase, inFlightGuard } from './in-flight.js';
import { insertTeam } from './organization-rows.js';
import type { VersionGuard } from './version-guards.js';

/** Ada and Ben are admins of an organization. Ada demotes Ben. */
interface DemotedAdmin {
  readonly organizationId: OrganizationId;
  readonly ada: Person;
  readonly ben: Person;
  demote(world: World): Promise<unknown>;
}

async function createDemotedAdmin({ storage }: World): Promise<DemotedAdmin> {
  const { organizationId, admins } = await insertTeam(storage, 2);
  const [ada, ben] = [assertPresent(admins[0]), assertPresent(admins[1])];
  const demotion = { organizationId, userId: ben.id, role: 'member' } as const;
  return {
    organizationId,
    ada,
    ben,
    demote: ({ guildhall }) => guildhall.memberships.changeRole(ada.actor, demotion),
  };
}

const permissionDenied = ['permission_denied'];

/** The app moves from the organization to another one of Ben's, or back. */
function moveAppCase(way: 'out' | 'in'): InFlightCase {
  return {
    allowedRefusals: permissionDenied,
    async stage(world) {
      const { organizationId, ada, ben, demote } = await createDemotedAdmin(world);
      const { id: own } = await createOrganization(world, ben);
      const [from, to] = way === 'out' ? [organizationId, own] : [own, organizationId];
      const creator = way === 'out' ? ada : ben;
      const { appId } = await draftApp(world, { creator, organizationId: from });
      return {
        act: ({ guildhall }) => guildhall.apps.move(ben.actor, { appId, toOrganizationId: to }),
        end: demote,
        hasTakenEffect: async () => (await loadApp(world, appId)).organizationId === to,
      };
    },
  };
}

const restoreAppCase: InFlightCase = {
  allowedRefusals: permissionDenied,
  async stage(world) {
    const { organizationId, ada, ben, demote } = await createDemotedAdmin(world);
    const { appId } = await draftApp(world, { creator: ada, organizationId });
    orThrow(await world.guildhall.apps.delete(ada.actor, { appId }));
    return {
      act: ({ guildhall }) => guildhall.apps.restore(ben.actor, { appId }),
      end: demote,
      hasTakenEffect: async () => (await loadApp(world, appId)).deletedAt === undefined,
    };
  },
};

/** A restored app is live again, which an organization that is being deleted must not have. */
const restoreAppInDeletedCase: InFlightCase = {
  allowedRefusals: ['organization_deleted'],
  endRefusal: 'organization_has_apps',
  async stage(world) {
    const { creator, organizationId, appId } = await releaseApp(world);
    orThrow(await world.guildhall.apps.delete(creator.actor, { appId }));
    return {
      act: ({ guildhall }) => guildhall.apps.restore(creator.actor, { appId }),
      end: ({ guildhall }) => guildhall.organizations.delete(creator.actor, { organizationId }),
      hasTakenEffect: async () => (await loadApp(world, appId)).deletedAt === undefined,
    };
  },
};

type KeyMethod = 'create' | 'rotate' | 'revoke';
const keyInput = { name: 'server', environment: 'live' } as const;

/** A command on the keys of an owner. All but `create` act on an existing key. */
async function keyCommandInFlight(
  world: World,
  method: KeyMethod,
  owner: ResourceOwner,
  by: Person,
  older: Person,
) {
  const { kind, ...input } = owner;
  const { keys } = world.guildhall;
  const held = async () =>
    orThrow(await keys.create(older.actor, { ...input, ...keyInput })).key.id;
  const keyId = method === 'create' ? '' : await held();
  return {
    act: ({ guildhall }: World) =>
      method === 'create'
        ? guildhall.keys.create(by.actor, { ...input, ...keyInput })
        : guildhall.keys[method](by.actor, { keyId }),
    async hasTakenEffect() {
      const all = await world.storage.apiKeys.listByOwner(owner, 5);
      const changed = all.filter(
        ({ value }) => value.id !== keyId || value.revokedAt !== undefined,
      );
      return changed.length > 0;
    },
  };
}

function organizationKeyCase(method: KeyMethod): InFlightCase {
  return {
    allowedRefusals: permissionDenied,
    async stage(world) {
      const { organizationId, ada, ben, demote } = await createDemotedAdmin(world);
      const owner = { kind: 'organization', organizationId } as const;
      return { ...(await keyCommandInFlight(world, method, owner, ben, ada)), end: demote };
    },
  };
}

/** The app moves to another organization of Ada's, with its keys, between two reads of Ben's command. */
function appKeyCase(method: KeyMethod): InFlightCase {
  return {
    allowedRefusals: [method === 'create' ? 'app_not_found' : 'key_not_found'],
    ...(method === 'revoke' ? { endRefusal: 'key_invalid' } : {}),
    heldAt: (call) => call.method === 'findAccess',
    async stage(world) {
      const { organizationId, ada, ben } = await createDemotedAdmin(world);
      const { id: toOrganizationId } = await createOrganization(world, ada);
      const { appId } = await draftApp(world, { creator: ada, organizationId });
      const command = await keyCommandInFlight(world, method, { kind: 'app', appId }, ben, ada);
      const keys = orThrow(await world.guildhall.keys.list(ada.actor, { appId }));
      const input = { appId, toOrganizationId, keepKeyIds: keys.map(({ id }) => id) };
      return { ...command, end: ({ guildhall }) => guildhall.apps.move(ada.actor, input) };
    },
  };
}

const webhookInput = { url: 'https://hooks.example.org/guild', events: ['app.released'] } as const;
type WebhookMethod = 'configure' | 'rotateSecret' | 'enable' | 'disable' | 'remove';

/** A command on the webhook of an app. */
function appWebhookCase(method: WebhookMethod): InFlightCase {
  return {
    allowedRefusals: permissionDenied,
    async stage(world) {
      const { organizationId, ada, ben, demote } = await createDemotedAdmin(world);
      const { appId } = await draftApp(world, { creator: ada, organizationId });
      const { webhooks } = world.guildhall;
      if (method !== 'configure')
        orThrow(await webhooks.configure(ada.actor, { appId, ...webhookInput }));
      if (method === 'enable') orThrow(await webhooks.disable(ada.actor, { appId }));
      const found = async () => (await loadApp(world, appId)).webhook;
      const before = await found();
      return {
        act: ({ guildhall }) =>
          method === 'configure'
            ? guildhall.webhooks.configure(ben.actor, { appId, ...webhookInput })
            : guildhall.webhooks[method](ben.actor, { appId }),
        end: demote,
        hasTakenEffect: async () => !isDeepStrictEqual(await found(), before),
      };
    },
  };
}

const webhookCommands = [
  ['configure', 'webhook.configure'],
  ['rotateSecret', 'webhook.rotate_secret'],
  ['enable', 'webhook.enable'],
  ['disable', 'webhook.disable'],
  ['remove', 'webhook.remove'],
] as const;

function adminGuard(
  collection: CollectionName,
  by: Action,
  rule: string,
  given: InFlightCase,
  nth?: number,
): VersionGuard {
  const which = nth === undefined ? {} : { nth };
  return { collection, by, rule, ...inFlightGuard(given), ...which };
}

export const adminGuards: readonly VersionGuard[] = [
  adminGuard(
    'organizations',
    'app.move',
    'a demoted admin cannot move an app out',
    moveAppCase('out'),
    0,
  ),
  adminGuard(
    'organizations',
    'app.move',
    'a demoted admin cannot move an app in',
    moveAppCase('in'),
    1,
  ),
  adminGuard(
    'organizations',
    'app.restore',
    'a demoted admin cannot restore an app',
    restoreAppCase,
  ),
  adminGuard(
    'organizations',
    'app.restore',
    'a deleted organization has no restored live app',
    restoreAppInDeletedCase,
  ),
  adminGuard(
    'organizations',
    'key.create',
    'a demoted admin cannot create a key',
    organizationKeyCase('create'),
  ),
  adminGuard(
    'organizations',
    'key.rotate',
    'a demoted admin cannot rotate a key',
    organizationKeyCase('rotate'),
  ),
  ...(['create', 'rotate', 'revoke'] as const).map((method) =>
    adminGuard(
      'apps',
      `key.${method}`,
      'an admin cannot manage keys of an app that has moved away',
      appKeyCase(method),
    ),
  ),
  ...webhookCommands.map(([method, by]) =>
    adminGuard(
      'organizations',
      by,
      'a demoted admin cannot manage a webhook',
      appWebhookCase(method),
    ),
  ),
];
