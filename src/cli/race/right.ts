// The right side: the same two admins, through Guildhall.

import { developmentKeys } from '../../adapters/web/index.js';
import type { UserActor } from '../../domain/shared/actor.js';
import { orThrow } from '../../domain/shared/explain.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import { type CoreOptions, createGuildhall, type Guildhall } from '../../guildhall.js';
import type { Storage } from '../../ports/storage.js';
import { mailbox, tokenIn } from '../../testing/doubles/mailbox.js';
import type { Side } from './left.js';

/** An organization with two admins, and the services to act with. */
export interface Pair {
  readonly guildhall: Guildhall;
  readonly organizationId: OrganizationId;
  readonly ann: UserActor;
  readonly ben: UserActor;
}

export function servicesOver(
  storage: Storage,
  ports: Pick<CoreOptions, 'mailer' | 'pacing'>,
): Guildhall {
  const baseUrl = 'http://localhost:3000';
  return createGuildhall({ storage, keys: developmentKeys(), baseUrl, ...ports });
}

export async function pairOfAdmins(storage: Storage): Promise<Pair> {
  const mailer = mailbox();
  const guildhall = servicesOver(storage, { mailer });
  const ann = await registered(guildhall, 'ann@example.org');
  const ben = await registered(guildhall, 'ben@example.org');
  const { id } = orThrow(await guildhall.organizations.found(ann, { name: 'Two Admins' }));
  const invitation = { organizationId: id, email: 'ben@example.org', role: 'admin' } as const;
  orThrow(await guildhall.invitations.invite(ann, invitation));
  await guildhall.relay.runOnce();
  const [mail] = mailer.to('ben@example.org');
  if (mail === undefined) throw new Error('the invitation was not delivered');
  orThrow(await guildhall.invitations.accept(ben, { token: tokenIn(mail) }));
  return { guildhall, organizationId: id, ann, ben };
}

async function registered({ users }: Guildhall, email: string): Promise<UserActor> {
  const system = { kind: 'system', reason: 'race' } as const;
  const user = orThrow(await users.register(system, { email, emailVerified: true }));
  return { kind: 'user', userId: user.id };
}

export function demote(
  { guildhall, organizationId }: Pair,
  by: UserActor,
  { userId }: UserActor,
): ReturnType<Guildhall['memberships']['changeRole']> {
  return guildhall.memberships.changeRole(by, { organizationId, userId, role: 'member' });
}

/** The organization goes on from round to round: whoever is still admin makes the other one admin again. */
export async function withGuildhall(storage: Storage): Promise<Side> {
  const pair = await pairOfAdmins(storage);
  const { guildhall, organizationId, ann, ben } = pair;
  return {
    name: 'Guildhall',
    async round() {
      await Promise.all([demote(pair, ann, ben), demote(pair, ben, ann)]);
      const admins = await storage.memberships.adminsAbleToSignIn(organizationId, 2);
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
