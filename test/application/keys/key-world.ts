// Keys as tests use them: the service of a world, apps as rows, and what stands in a key's text.
import { createHash } from 'node:crypto';
import type { CreateKeyInput } from '../../../src/application/keys/create.js';
import type { Keys } from '../../../src/application/keys/keys.js';
import type { NewKeyView } from '../../../src/application/keys/views.js';
import { inserted, updated } from '../../../src/application/use-case/changes.js';
import type { ApiKey } from '../../../src/domain/app/api-key.js';
import type { App } from '../../../src/domain/app/app.js';
import { createApp } from '../../../src/domain/app/app.js';
import { parsePackageName } from '../../../src/domain/app/package-name.js';
import { parseApiKeyId, parseAppId } from '../../../src/domain/shared/ids.js';
import {
  type Actor,
  type OrganizationId,
  orThrow,
  parseDisplayName,
  type Storage,
} from '../../../src/index.js';
import { besides, present, start, type World, writeRows } from '../../support/guildhall.js';

/** The keys of one more service of a world, over its own storage or another one. */
export function keysIn(world: World, storage: Storage = world.storage): Keys {
  return besides(world, storage).guildhall.keys;
}

let apps = 0;

/** An app of an organization, as a row. */
export async function appOf({ storage }: World, organizationId: OrganizationId): Promise<App> {
  apps += 1;
  const app = createApp({
    id: present(parseAppId((0xa000 + apps).toString(16).padStart(24, '0'))),
    packageName: orThrow(parsePackageName(`org.example.app${apps}`, [], [])),
    organizationId,
    name: orThrow(parseDisplayName('Captions', () => false, [])),
    by: null,
    now: start,
  });
  await writeRows(storage, [inserted('apps', app.id, app)]);
  return app;
}

/** The app's row as another service may write it. */
export async function changeApp(
  storage: Storage,
  id: App['id'],
  change: Partial<App>,
): Promise<void> {
  const app = present(await storage.apps.findById(id));
  await writeRows(storage, [updated('apps', app, { ...app.value, ...change })]);
}

/** A new key with its text. */
export interface MadeKey {
  readonly key: NewKeyView['key'];
  readonly text: string;
}

export async function keyMade(
  service: Keys,
  actor: Actor,
  of: Partial<CreateKeyInput>,
): Promise<MadeKey> {
  const input = { name: 'A service', environment: 'live', ...of } as const;
  const { key, secret } = orThrow(await service.create(actor, input));
  return { key, text: present(secret) };
}

export async function storedKey({ storage }: World, id: string): Promise<ApiKey> {
  return present(await storage.keys.findById(present(parseApiKeyId(id)))).value;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The 52 characters that prove a key. */
export function secretIn(text: string): string {
  return text.slice(-60, -8);
}

/** The text with the checksum that it would have. */
export function mended(text: string): string {
  const unchecked = text.slice(0, -8);
  return unchecked + sha256(unchecked).slice(0, 8);
}

export function refusedWith(code: string, ...path: string[]): object {
  return { ok: false, refusal: { code, path } };
}
