// API keys and webhooks in every state, and their events.
import { orThrow } from '../../../src/index.js';
import type { FrozenService } from '../service.js';
import { draft, type Publisher } from './apps.js';

const day = 86_400;

export interface Keys {
  readonly keyId: string;
  readonly keyText: string;
}

/** Keys that are in use, rotated, revoked and about to expire. */
export async function writeKeys(
  { guildhall, clock }: FrozenService,
  { actor, organizationId }: Publisher,
  appId: string,
): Promise<Keys> {
  const { keys } = guildhall;
  const ofOrganization = { organizationId, environment: 'live' } as const;
  const used = orThrow(await keys.create(actor, { ...ofOrganization, name: 'server' }));
  const expiresAt = new Date(clock.now().getTime() + 30 * day * 1_000);
  const limited = { name: 'reports', permissions: ['reports:export'], expiresAt } as const;
  orThrow(await keys.create(actor, { ...ofOrganization, ...limited }));
  const old = orThrow(await keys.create(actor, { appId, name: 'old', environment: 'test' }));
  orThrow(await keys.rotate(actor, { keyId: old.key.id, overlap: day }));
  const lost = orThrow(await keys.create(actor, { appId, name: 'lost', environment: 'live' }));
  orThrow(await keys.revoke(actor, { keyId: lost.key.id }));
  if (used.secret === null) throw new Error('a new key shows its text');
  orThrow(await keys.authenticate({ key: used.secret }));
  return { keyId: used.key.id, keyText: used.secret };
}

/** Webhooks that are disabled for each reason. It takes days, since a relay tries for so long. */
export async function writeDisabledWebhooks(service: FrozenService, by: Publisher): Promise<void> {
  const { guildhall, receivers, clock } = service;
  const { webhooks, apps } = guildhall;
  const { actor } = by;
  const failing = { kind: 'failed', reason: 'timeout' } as const;
  receivers.set('gone.example.org', { kind: 'gone' });
  receivers.set('silent.example.org', failing);
  for (const name of ['requested', 'gone', 'failing', 'silent']) {
    const appId = await draft(service, by, `hook${name}`);
    const url = `https://${name}.example.org/hooks`;
    const events = ['app.deleted', 'key.created'] as const;
    orThrow(await webhooks.configure(actor, { appId, url, events }));
    await service.deliver();
    if (name === 'failing') receivers.set('failing.example.org', failing);
    if (name === 'requested') {
      orThrow(await webhooks.disable(actor, { appId }));
      orThrow(await webhooks.enable(actor, { appId }));
      orThrow(await webhooks.disable(actor, { appId }));
    }
    orThrow(await apps.delete(actor, { appId }));
    orThrow(await apps.restore(actor, { appId }));
  }
  const { organizationId } = by;
  const url = 'https://silent.example.org/organization';
  orThrow(await webhooks.configure(actor, { organizationId, url, events: ['key.revoked'] }));
  orThrow(await webhooks.disable(actor, { organizationId }));
  orThrow(await webhooks.enable(actor, { organizationId }));
  for (let half = 0; half < 8; half += 1) {
    await service.deliver();
    clock.advance(day / 2);
  }
  orThrow(await webhooks.disable(actor, { organizationId }));
}

/** A webhook of an organization and one of an app, each with a secret that was just rotated. */
export async function writeWebhooks(
  service: FrozenService,
  { actor, organizationId }: Publisher,
  app: { readonly actor: Publisher['actor']; readonly appId: string },
): Promise<void> {
  const { webhooks, organizations } = service.guildhall;
  const named = { organizationId };
  const url = 'https://hooks.example.org/in';
  const events = ['organization.renamed', 'key.created'] as const;
  orThrow(await webhooks.configure(actor, { ...named, url, events }));
  await service.deliver();
  orThrow(await webhooks.rotateSecret(actor, named));
  orThrow(await organizations.rename(actor, { ...named, name: 'Mentra' }));
  await service.deliver();
  const { appId } = app;
  orThrow(await webhooks.configure(app.actor, { appId, url, events: ['app.delisted'] }));
  orThrow(await webhooks.rotateSecret(app.actor, { appId }));
}
