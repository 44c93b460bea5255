// From the text of a key to the service that shows it. Whatever is wrong with a key, the answer is one and the same.

import * as z from 'zod';
import {
  type ApiKey,
  isValidKey,
  isWorthNoting,
  type KeyEnvironment,
  type KeyOwner,
} from '../../domain/app/api-key.js';
import { type App, isKeptOut } from '../../domain/app/app.js';
import type { KeyActor } from '../../domain/shared/actor.js';
import { isSameHex } from '../../domain/shared/constant-time.js';
import type { AppId, OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import { isStorageError } from '../../ports/storage-error.js';
import type { Context } from '../context.js';
import { parseInput, textSchema } from '../use-case/input.js';
import { readKey, type ShownKey } from './mint.js';

/** What a service shows: at most 1,024 characters. */
export interface AuthenticateInput {
  readonly key: string;
}

/** Who shows a key, and what it is for. */
export interface AuthenticatedKey {
  /** For whatever the key is to do. */
  readonly actor: KeyActor;
  readonly owner: KeyOwner;
  readonly environment: KeyEnvironment;
  /** The organization that has the key now: of an app's key, the one that the app belongs to. */
  readonly organizationId: OrganizationId;
  /** Where the key is an app's. */
  readonly appId?: AppId;
}

type AuthenticateRefusal = 'key_invalid' | 'app_suspended';

/** Tells who shows a key. It takes no actor, since it makes one. */
export interface Authenticate {
  (
    input: AuthenticateInput,
  ): Promise<Result<AuthenticatedKey, RefusalOf<AuthenticateRefusal | 'invalid_input'>>>;
  readonly schema: z.ZodType<unknown, AuthenticateInput>;
}

const schema: z.ZodType<AuthenticateInput, AuthenticateInput> = z.strictObject({
  key: textSchema(1_024),
});

export function authenticate(context: Context): Authenticate {
  return Object.assign(
    async (givenInput: AuthenticateInput) => {
      const input = parseInput(schema, givenInput);
      return input.ok ? authenticated(context, input.value.key) : input;
    },
    { schema },
  );
}

async function authenticated(
  context: Context,
  text: string,
): Promise<Result<AuthenticatedKey, RefusalOf<AuthenticateRefusal>>> {
  const { storage } = context;
  const shown = await readKey(context, text);
  if (shown === null) return keyInvalid();
  const [now, key] = await Promise.all([context.clock.now(), provenKey(storage, shown)]);
  if (key === null || /* KEY-25 */ !isValidKey(key, now)) return keyInvalid();
  const place = await placeOf(storage, key.owner);
  if (place === null) return keyInvalid();
  const { app, organizationId } = place;
  // Not before the secret has proved right: nobody else learns what the platform thinks of an app.
  if (app !== null && isKeptOut(app)) return refuse({ code: 'app_suspended', path: ['key'] }); // KEY-28
  await note(storage, key, now);
  return ok({
    actor: { kind: 'key', keyId: key.id },
    owner: key.owner,
    environment: key.environment,
    organizationId,
    ...(app === null ? {} : { appId: app.id }),
  });
}

function keyInvalid(): { readonly ok: false; readonly refusal: RefusalOf<'key_invalid'> } {
  return refuse({ code: 'key_invalid', path: ['key'] });
}

/** No secret has it, as far as anybody can find one. */
const noDigest = '0'.repeat(64);

/**
 * One read, and the same work whether or not there is such a key. Where the checksum is wrong nothing is read: that is
 * no secret, and typing errors reach no storage.
 */
async function provenKey(
  { keys }: Storage,
  { id, environment, digest, isIntact }: ShownKey,
): Promise<ApiKey | null> {
  const key = /* KEY-11 */ isIntact ? ((await keys.findById(id))?.value ?? null) : null;
  const isRight = isSameHex(key?.digest ?? noDigest, digest);
  return /* KEY-8 KEY-9 */ isRight && key?.environment === environment ? key : null;
}

interface Place {
  readonly organizationId: OrganizationId;
  readonly app: App | null;
}

/** Where a key belongs now; null where that is deleted. One wave for an organization's key, two for an app's. */
async function placeOf(storage: Storage, owner: KeyOwner): Promise<Place | null> {
  if (owner.kind === 'organization') return placeIn(storage, owner.organizationId, null);
  const app = (await storage.apps.findById(owner.appId))?.value;
  const isThere = app !== undefined && /* KEY-29 */ app.deletedAt === undefined;
  return isThere ? placeIn(storage, /* KEY-30 */ app.organizationId, app) : null;
}

async function placeIn(
  { organizations }: Storage,
  organizationId: OrganizationId,
  app: App | null,
): Promise<Place | null> {
  const organization = (await organizations.findById(organizationId))?.value;
  const isThere = organization !== undefined && organization.deletedAt === undefined;
  return isThere ? { organizationId, app } : null;
}

/** A note for people. Where the storage cannot take it down, a key that has proved right is let in all the same: the next use is noted. */
async function note({ keys }: Storage, key: ApiKey, now: Date): Promise<void> {
  if (!isWorthNoting(key, now)) return;
  try {
    await keys.noteUsed(key.id, now);
  } catch (fault) {
    if (!isStorageError(fault)) throw fault; // KEY-32
  }
}
