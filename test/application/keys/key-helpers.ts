// Test helpers for keys: the key service of a world, apps as rows, and the parts of a key's text.
import { createHash } from 'node:crypto';
import type { CreateKeyInput } from '../../../src/application/keys/create.js';
import type { Keys } from '../../../src/application/keys/keys.js';
import type { NewKeyView } from '../../../src/application/keys/views.js';
import { insertChange, updateChange } from '../../../src/application/use-case/changes.js';
import type { ApiKey } from '../../../src/domain/app/api-key.js';
import type { App } from '../../../src/domain/app/app.js';
import { createApp } from '../../../src/domain/app/create-app.js';
import { parsePackageName } from '../../../src/domain/app/package-name.js';
import { parseApiKeyId, parseAppId } from '../../../src/domain/shared/ids.js';
import {
  type Actor,
  type OrganizationId,
  orThrow,
  parseDisplayName,
  type Storage,
} from '../../../src/index.js';
import {
  assertPresent,
  commitChanges,
  createSecondService,
  startTime,
  type World,
} from '../../support/world.js';

/** The key service of a second instance, over the storage of the world or another one. */
export function createKeyService(world: World, storage: Storage = world.storage): Keys {
  return createSecondService(world, storage).guildhall.keys;
}

let appCount = 0;

/** Inserts an app of an organization as a row. */
export async function insertApp({ storage }: World, organizationId: OrganizationId): Promise<App> {
  appCount += 1;
  const app = createApp({
    id: assertPresent(parseAppId((0xa000 + appCount).toString(16).padStart(24, '0'))),
    packageName: orThrow(parsePackageName(`org.example.app${appCount}`, [], [])),
    organizationId,
    name: orThrow(parseDisplayName('Captions', [])),
    by: null,
    now: startTime,
  });
  await commitChanges(storage, [insertChange('apps', app.id, app)]);
  return app;
}

/** Updates the app's row, as another service may do. */
export async function overwriteApp(
  storage: Storage,
  id: App['id'],
  change: Partial<App>,
): Promise<void> {
  const app = assertPresent(await storage.apps.findById(id));
  await commitChanges(storage, [updateChange('apps', app, { ...app.value, ...change })]);
}

/** Creates a key and returns it with its text. */
export interface CreatedKey {
  readonly key: NewKeyView['key'];
  readonly text: string;
}

export async function createKeyWithText(
  service: Keys,
  actor: Actor,
  of: Partial<CreateKeyInput>,
): Promise<CreatedKey> {
  const input = { name: 'A service', environment: 'live', ...of } as const;
  const { key, secret } = orThrow(await service.create(actor, input));
  return { key, text: assertPresent(secret) };
}

export async function loadKey({ storage }: World, id: string): Promise<ApiKey> {
  return assertPresent(await storage.apiKeys.findById(assertPresent(parseApiKeyId(id)))).value;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The secret part of a key: 52 characters. */
export function secretPartOf(text: string): string {
  return text.slice(-60, -8);
}

/** The text with its correct checksum. */
export function withValidChecksum(text: string): string {
  const unchecked = text.slice(0, -8);
  return unchecked + sha256(unchecked).slice(0, 8);
}

export function refusalResult(code: string, ...path: string[]): object {
  return { ok: false, refusal: { code, path } };
}
