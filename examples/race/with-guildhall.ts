// The second contender of the race: the same two admins, with Guildhall.

import { developmentKeys } from '../../src/adapters/web/index.js';
import type { UserActor } from '../../src/domain/shared/actor.js';
import { orThrow } from '../../src/domain/shared/explain.js';
import type { OrganizationId } from '../../src/domain/shared/ids.js';
import { createGuildhall, type Guildhall } from '../../src/guildhall.js';
import type { CoreOptions } from '../../src/guildhall-options.js';
import type { Storage } from '../../src/ports/storage.js';
import { invitationTokenOf, recordingMailer } from '../../src/testing/doubles/recording-mailer.js';
import type { RaceContender } from './by-hand-on-mongodb.js';

/** An organization with two admins, and the services that they call. */
export interface AdminRaceSetup {
  readonly guildhall: Guildhall;
  readonly organizationId: OrganizationId;
  readonly ann: UserActor;
  readonly ben: UserActor;
}

export function createRaceGuildhall(
  storage: Storage,
  ports: Pick<CoreOptions, 'mailer' | 'pacing'>,
): Guildhall {
  const baseUrl = 'http://localhost:3000';
  return createGuildhall({ storage, keys: developmentKeys(), baseUrl, ...ports });
}

export async function createAdminPair(storage: Storage): Promise<AdminRaceSetup> {
  const mailer = recordingMailer();
  const guildhall = createRaceGuildhall(storage, { mailer });
  const ann = await registerActor(guildhall, 'ann@example.org');
  const ben = await registerActor(guildhall, 'ben@example.org');
  const { id } = orThrow(await guildhall.organizations.create(ann, { name: 'Two Admins' }));
  const invitation = { organizationId: id, email: 'ben@example.org', role: 'admin' } as const;
  orThrow(await guildhall.invitations.invite(ann, invitation));
  await guildhall.relay.runOnce();
  const [mail] = mailer.mailsTo('ben@example.org');
  if (mail === undefined) throw new Error('The invitation was not delivered to ben@example.org.');
  orThrow(await guildhall.invitations.accept(ben, { token: invitationTokenOf(mail) }));
  return { guildhall, organizationId: id, ann, ben };
}

async function registerActor({ users }: Guildhall, email: string): Promise<UserActor> {
  const system = { kind: 'system', reason: 'race' } as const;
  const user = orThrow(await users.register(system, { email, emailVerified: true }));
  return { kind: 'user', userId: user.id };
}

export function demoteAdmin(
  { guildhall, organizationId }: AdminRaceSetup,
  by: UserActor,
  { userId }: UserActor,
): ReturnType<Guildhall['memberships']['changeRole']> {
  return guildhall.memberships.changeRole(by, { organizationId, userId, role: 'member' });
}

/** All rounds run in one organization: after each, the remaining admin makes the other one an admin again. */
export async function createGuildhallContender(storage: Storage): Promise<RaceContender> {
  const pair = await createAdminPair(storage);
  const { guildhall, organizationId, ann, ben } = pair;
  return {
    name: 'Guildhall',
    async runRound() {
      await Promise.all([demoteAdmin(pair, ann, ben), demoteAdmin(pair, ben, ann)]);
      const admins = await storage.memberships.listActiveAdminIds(organizationId, 2);
      const [admin] = admins;
      if (admin === undefined || admins.length === 2) return admins.length;
      const actor = { kind: 'user', userId: admin } as const;
      const { userId } = admin === ann.userId ? ben : ann;
      const again = { organizationId, userId, role: 'admin' } as const;
      orThrow(await guildhall.memberships.changeRole(actor, again));
      return admins.length;
    },
  };
}
