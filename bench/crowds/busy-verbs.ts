// What one person can do again and again in an organization: the verbs that must not keep somebody else from taking
// authority away.

import { type Guildhall, orThrow, type UserActor, type UserId } from '../../src/index.js';
import type { CrowdTeam, CrowdWorld } from './crowd-world.js';

/** The people and rows that a verb needs, so that another process can do it too. */
export interface BusyScene {
  readonly organizationId: string;
  /** Another one of the same person. */
  readonly otherOrganizationId: string;
  readonly userId: UserId;
  readonly appId: string;
  readonly invitationIds: readonly string[];
}

/** All verbs. */
export const busyVerbNames = [
  'setDefaultOrganization',
  'rename',
  'updateProfile',
  'share',
  'resend',
  'relay',
] as const;
export type BusyVerb = (typeof busyVerbNames)[number];

type BusyAct = (guildhall: Guildhall, scene: BusyScene, actor: UserActor) => Promise<unknown>;

const acts: Readonly<Record<BusyVerb, BusyAct>> = {
  setDefaultOrganization: ({ users }, { organizationId, otherOrganizationId }, actor) =>
    users.setDefaultOrganization(actor, {
      organizationId: counted() % 2 === 0 ? organizationId : otherOrganizationId,
    }),
  rename: ({ organizations }, { organizationId }, actor) =>
    organizations.rename(actor, { organizationId, name: `Name ${counted()}` }),
  updateProfile: ({ organizations }, { organizationId }, actor) =>
    organizations.updateProfile(actor, { organizationId, description: `Text ${counted()}` }),
  share: ({ apps }, { appId }, actor) =>
    apps.share(actor, { appId, testers: [`tester${counted()}@example.com`] }),
  resend: ({ invitations }, { organizationId, invitationIds }, actor) => {
    const invitationId = invitationIds[counted() % invitationIds.length] ?? '';
    return invitations.resend(actor, { organizationId, invitationId });
  },
  relay: ({ relay }) => relay.runOnce(),
};

export function actOnce(guildhall: Guildhall, verb: BusyVerb, scene: BusyScene): Promise<unknown> {
  return acts[verb](guildhall, scene, { kind: 'user', userId: scene.userId });
}

let count = 0;
function counted(): number {
  count += 1;
  return count;
}

const invitationCount = 20;
export const callerCount = 64;

/** The last member of the team, who is an admin, has an app and has invited twenty people. */
export async function stageBusyScene(world: CrowdWorld, team: CrowdTeam): Promise<BusyScene> {
  const { organizationId, members } = team;
  const busy = members.at(-1);
  if (busy === undefined) throw new Error('the team has no members');
  const { apps, invitations, organizations } = world.guildhall;
  const other = orThrow(await organizations.create(busy.actor, { name: 'Other' }));
  const packageName = `org.captionworks.app${counted()}`;
  const app = { organizationId, packageName, name: 'Busy' };
  const { id: appId } = orThrow(await apps.create(busy.actor, app));
  const invitationIds: string[] = [];
  for (const { email } of await world.insertPeople(invitationCount)) {
    orThrow(await invitations.invite(busy.actor, { organizationId, email }));
  }
  const pending = orThrow(await invitations.list(busy.actor, { organizationId, limit: 100 }));
  for (const { id } of pending.items) invitationIds.push(id);
  const otherOrganizationId = other.id;
  return { organizationId, otherOrganizationId, userId: busy.id, appId, invitationIds };
}

export interface Busy {
  stop(): Promise<void>;
}

/** Lets 64 callers do it again and again until `stop` is called. */
export function keepBusy(guildhall: Guildhall, verb: BusyVerb, scene: BusyScene): Busy {
  let isOver = false;
  const callers = Array.from({ length: callerCount }, async () => {
    while (!isOver) {
      await actOnce(guildhall, verb, scene).catch(() => {});
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
  return {
    async stop() {
      isOver = true;
      await Promise.all(callers);
    },
  };
}
