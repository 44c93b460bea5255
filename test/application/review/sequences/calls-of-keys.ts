// What organizations do with keys, and what services do with them.

import type { UserActor } from '../../../../src/domain/shared/actor.js';
import { callOf, type Given, type MakeCall, noId } from './call.js';
import type { Act } from './steps.js';
import { appsOf, keysOf, meant, pick, present, userFor, type View } from './view.js';

const environments = ['live', 'test'] as const;
const day = 86_400_000;

export const create: MakeCall = (view, { of, by, how, wrong }) => {
  const organizationId = present(pick(view.cast.organizations, of));
  const app = pick(appsOf(view), of);
  const isOfApp = app !== null && how % 3 !== 0;
  const owner = isOfApp ? { appId: wrong === 'id' ? noId : app.id } : { organizationId };
  const environment = environments[how % 2] ?? 'live';
  const expiresAt = how % 4 === 1 ? { expiresAt: new Date(view.now.getTime() + day) } : {};
  const input = { ...owner, name: 'the server', environment, ...expiresAt };
  const actor = userFor(view, isOfApp ? app.organizationId : organizationId, by);
  return callOf('keys.create', (g) => g.keys.create, actor, input);
};

/** Of an app's key, the organization that the app belongs to. */
function keyFor(view: View, { of, by }: Act): { keyId: string; actor: UserActor } | null {
  const key = meant(keysOf(view), of, ({ revokedAt }) => revokedAt === undefined);
  if (key === null) return null;
  const { owner } = key;
  const organizationId =
    owner.kind === 'organization'
      ? owner.organizationId
      : view.rows.apps.get(owner.appId)?.value.organizationId;
  return { keyId: key.id, actor: userFor(view, present(organizationId), by) };
}

export const rotate: MakeCall = (view, act) => {
  const found = keyFor(view, act);
  if (found === null) return null;
  const overlaps = [{}, {}, { overlap: 0 }, { overlap: 600 }];
  const input = { keyId: act.wrong === 'id' ? noId : found.keyId, ...pick(overlaps, act.how) };
  return callOf('keys.rotate', (g) => g.keys.rotate, found.actor, input);
};

export const revoke: MakeCall = (view, act) => {
  const found = keyFor(view, act);
  if (found === null) return null;
  const input = { keyId: act.wrong === 'id' ? noId : found.keyId };
  return callOf('keys.revoke', (g) => g.keys.revoke, found.actor, input);
};

const nobody = { kind: 'system', reason: 'a sequence' } as const;

/** Of the newest key, or of what only looks like it. */
export const authenticate: MakeCall = (view, { of, wrong }) => {
  const text = pick([...view.texts.values()].toReversed(), of);
  if (text === null) return null;
  const isForged = wrong === 'token';
  const key = isForged ? `${text.slice(0, -9)}${'2'.repeat(9)}` : text;
  const give: Given<{ key: string }> = (g) => (_actor, input) => g.keys.authenticate(input);
  return { ...callOf('keys.authenticate', give, nobody, { key }), isHostile: isForged };
};
