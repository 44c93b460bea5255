// What an admin, or a key, has in flight when they lose what lets them act: nothing of it lands afterwards.
import { isDeepStrictEqual } from 'node:util';
import type { KeyOwner } from '../../../src/domain/app/api-key.js';
import {
  type Action,
  type CollectionName,
  type OrganizationId,
  orThrow,
} from '../../../src/index.js';
import { drafted, released } from '../../support/apps.js';
import { organizationOf, type Person, present, type World } from '../../support/guildhall.js';
import { appIn } from './app-races.js';
import type { Guard } from './guards.js';
import { type InFlightCase, inFlight } from './in-flight.js';
import { team } from './rows.js';

/** Ada and Ben are admins of an organization, which Ada takes Ben's role away in. */
interface Cast {
  readonly organizationId: OrganizationId;
  readonly ada: Person;
  readonly ben: Person;
  demote(world: World): Promise<unknown>;
}

async function cast({ storage }: World): Promise<Cast> {
  const { organizationId, admins } = await team(storage, 2);
  const [ada, ben] = [present(admins[0]), present(admins[1])];
  const demotion = { organizationId, userId: ben.id, role: 'member' } as const;
  return {
    organizationId,
    ada,
    ben,
    demote: ({ guildhall }) => guildhall.memberships.changeRole(ada.actor, demotion),
  };
}

const denied = ['permission_denied'];

/** The app is the organization's, and goes to another one of Ben's, or the other way round. */
function moving(way: 'out' | 'in'): InFlightCase {
  return {
    refused: denied,
    async stage(world) {
      const { organizationId, ada, ben, demote } = await cast(world);
      const { id: own } = await organizationOf(world, ben);
      const [from, to] = way === 'out' ? [organizationId, own] : [own, organizationId];
      const founder = way === 'out' ? ada : ben;
      const { appId } = await drafted(world, { founder, organizationId: from });
      return {
        act: ({ guildhall }) => guildhall.apps.move(ben.actor, { appId, toOrganizationId: to }),
        end: demote,
        stands: async () => (await appIn(world, appId)).organizationId === to,
      };
    },
  };
}

const restoring: InFlightCase = {
  refused: denied,
  async stage(world) {
    const { organizationId, ada, ben, demote } = await cast(world);
    const { appId } = await drafted(world, { founder: ada, organizationId });
    orThrow(await world.guildhall.apps.delete(ada.actor, { appId }));
    return {
      act: ({ guildhall }) => guildhall.apps.restore(ben.actor, { appId }),
      end: demote,
      stands: async () => (await appIn(world, appId)).deletedAt === undefined,
    };
  },
};

/** What was live comes back live: not in an organization that is being deleted. */
const restoringInDeleted: InFlightCase = {
  refused: ['organization_deleted'],
  spared: 'organization_has_apps',
  async stage(world) {
    const { founder, organizationId, appId } = await released(world);
    orThrow(await world.guildhall.apps.delete(founder.actor, { appId }));
    return {
      act: ({ guildhall }) => guildhall.apps.restore(founder.actor, { appId }),
      end: ({ guildhall }) => guildhall.organizations.delete(founder.actor, { organizationId }),
      stands: async () => (await appIn(world, appId)).deletedAt === undefined,
    };
  },
};

type KeyVerb = 'create' | 'rotate' | 'revoke';
const named = { name: 'server', environment: 'live' } as const;

/** What is done with keys of an owner; done with an older key, but for making one. */
async function withKeys(world: World, verb: KeyVerb, owner: KeyOwner, by: Person, older: Person) {
  const { kind, ...input } = owner;
  const { keys } = world.guildhall;
  const held = async () => orThrow(await keys.create(older.actor, { ...input, ...named })).key.id;
  const keyId = verb === 'create' ? '' : await held();
  return {
    act: ({ guildhall }: World) =>
      verb === 'create'
        ? guildhall.keys.create(by.actor, { ...input, ...named })
        : guildhall.keys[verb](by.actor, { keyId }),
    async stands() {
      const all = await world.storage.keys.ofOwner(owner, 5);
      const changed = all.filter(
        ({ value }) => value.id !== keyId || value.revokedAt !== undefined,
      );
      return changed.length > 0;
    },
  };
}

function keysOfOrganization(verb: KeyVerb): InFlightCase {
  return {
    refused: denied,
    async stage(world) {
      const { organizationId, ada, ben, demote } = await cast(world);
      const owner = { kind: 'organization', organizationId } as const;
      return { ...(await withKeys(world, verb, owner, ben, ada)), end: demote };
    },
  };
}

/** The app moves to another organization of Ada's, between two reads of Ben's command. */
function keysOfApp(verb: KeyVerb): InFlightCase {
  return {
    refused: [verb === 'create' ? 'app_not_found' : 'key_not_found'],
    heldAt: ({ method }) => method === 'standing',
    async stage(world) {
      const { organizationId, ada, ben } = await cast(world);
      const { id: toOrganizationId } = await organizationOf(world, ada);
      const { appId } = await drafted(world, { founder: ada, organizationId });
      return {
        ...(await withKeys(world, verb, { kind: 'app', appId }, ben, ada)),
        end: ({ guildhall }) => guildhall.apps.move(ada.actor, { appId, toOrganizationId }),
      };
    },
  };
}

const hook = { url: 'https://hooks.example.org/guild', events: ['app.released'] } as const;
type WebhookVerb = 'configure' | 'rotateSecret' | 'enable' | 'disable' | 'remove';

/** Of an app, whose row it stands in. */
function webhookOfApp(verb: WebhookVerb): InFlightCase {
  return {
    refused: denied,
    async stage(world) {
      const { organizationId, ada, ben, demote } = await cast(world);
      const { appId } = await drafted(world, { founder: ada, organizationId });
      const { webhooks } = world.guildhall;
      if (verb !== 'configure') orThrow(await webhooks.configure(ada.actor, { appId, ...hook }));
      if (verb === 'enable') orThrow(await webhooks.disable(ada.actor, { appId }));
      const found = async () => (await appIn(world, appId)).webhook;
      const before = await found();
      return {
        act: ({ guildhall }) =>
          verb === 'configure'
            ? guildhall.webhooks.configure(ben.actor, { appId, ...hook })
            : guildhall.webhooks[verb](ben.actor, { appId }),
        end: demote,
        stands: async () => !isDeepStrictEqual(await found(), before),
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

function guardOf(
  collection: CollectionName,
  by: Action,
  rule: string,
  given: InFlightCase,
  nth?: number,
): Guard {
  const which = nth === undefined ? {} : { nth };
  return { collection, by, rule, ...inFlight(given), ...which };
}

export const adminsInFlight: readonly Guard[] = [
  guardOf('organizations', 'app.move', 'nobody who is demoted moves an app out', moving('out'), 0),
  guardOf('organizations', 'app.move', 'nobody who is demoted moves an app in', moving('in'), 1),
  guardOf('organizations', 'app.restore', 'nobody who is demoted restores an app', restoring),
  guardOf(
    'organizations',
    'app.restore',
    'no organization is deleted with an app that is live again',
    restoringInDeleted,
  ),
  guardOf(
    'organizations',
    'key.create',
    'nobody who is demoted makes a key',
    keysOfOrganization('create'),
  ),
  guardOf(
    'organizations',
    'key.rotate',
    'nobody who is demoted rotates a key',
    keysOfOrganization('rotate'),
  ),
  ...(['create', 'rotate', 'revoke'] as const).map((verb) =>
    guardOf(
      'apps',
      `key.${verb}`,
      'nobody decides over keys of an app that has moved away',
      keysOfApp(verb),
    ),
  ),
  ...webhookCommands.map(([verb, by]) =>
    guardOf(
      'organizations',
      by,
      'nobody who is demoted decides over a webhook',
      webhookOfApp(verb),
    ),
  ),
];
