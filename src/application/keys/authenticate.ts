// Authenticates a service by the text of its key. The refusal does not reveal what is wrong with the key.

import * as z from 'zod';
import {
  type ApiKey,
  type ApiKeyDigest,
  type ApiKeyEnvironment,
  isKeyUseWorthRecording,
  isValidApiKey,
  permissionsOfKey,
} from '../../domain/app/api-key.js';
import {
  apiKeyChecksum,
  apiKeyTextWithoutChecksum,
  parseApiKeyText,
} from '../../domain/app/api-key-text.js';
import { isSuspendedOrTakenDown } from '../../domain/app/app.js';
import type { Permission } from '../../domain/organization/role-permissions.js';
import type { KeyActor } from '../../domain/shared/actor.js';
import { timingSafeEqualText } from '../../domain/shared/constant-time.js';
import type { ApiKeyId, AppId, OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import { isStorageError } from '../../ports/storage-error.js';
import type { Dependencies } from '../dependencies.js';
import { parseInput, textSchema } from '../use-case/input.js';
import { type InputSchema, toInputSchema } from '../use-case/input-schema.js';
import { loadKeyOwnerRows } from './load-key-owner.js';
import { digestSecret } from './new-key-text.js';

/** The text of the key, at most 1,024 characters. */
export interface AuthenticateInput {
  readonly key: string;
}

/** The owner and the environment of an authenticated key. */
export interface AuthenticatedKey<P extends string = Permission> {
  /** The actor to call use cases with. */
  readonly actor: KeyActor;
  readonly owner: ResourceOwner;
  readonly environment: ApiKeyEnvironment;
  /** What the key may do. */
  readonly permissions: readonly P[];
  /** The organization of the key now; for an app's key, the organization that the app belongs to. */
  readonly organizationId: OrganizationId;
  /** Present if an app owns the key. */
  readonly appId?: AppId;
}

type AuthenticateRefusalCode = 'key_invalid' | 'app_suspended';

/** Authenticates a service by its key. It takes no actor, since it returns one. */
export interface Authenticate<P extends string = Permission> {
  (
    input: AuthenticateInput,
  ): Promise<Result<AuthenticatedKey<P>, RefusalOf<AuthenticateRefusalCode | 'invalid_input'>>>;
  readonly schema: InputSchema<AuthenticateInput>;
}

const authenticateSchema: z.ZodType<AuthenticateInput, AuthenticateInput> = z.lazy(() =>
  z.strictObject({
    key: textSchema(1_024),
  }),
);

export function createAuthenticate(deps: Dependencies): Authenticate<string> {
  return Object.assign(
    async (givenInput: AuthenticateInput) => {
      const input = parseInput(authenticateSchema, givenInput);
      return input.ok ? authenticateKey(deps, input.value.key) : input;
    },
    { schema: toInputSchema(authenticateSchema) },
  );
}

async function authenticateKey(
  deps: Dependencies,
  text: string,
): Promise<Result<AuthenticatedKey<string>, RefusalOf<AuthenticateRefusalCode>>> {
  const { storage } = deps;
  const presented = await parsePresentedKey(deps, text);
  if (presented === null) return refuseKeyInvalid();
  const [now, key] = await Promise.all([deps.clock.now(), verifyPresentedKey(storage, presented)]);
  if (key === null || /* KEY-25 */ !isValidApiKey(key, now)) return refuseKeyInvalid();
  const location = await loadKeyOwnerRows(storage, key.owner);
  if (location === null) return refuseKeyInvalid();
  const { app, organizationId } = location;
  // Checked after the secret: only the holder of a valid key may learn that an app is suspended.
  if (app !== null && isSuspendedOrTakenDown(app))
    return refuse({ code: 'app_suspended', path: ['key'] }); // KEY-28
  await recordKeyUse(storage, key, now);
  return ok({
    actor: { kind: 'key', keyId: key.id },
    owner: key.owner,
    environment: key.environment,
    // A permission that the table has lost allows nothing any more.
    permissions: permissionsOfKey(key).filter((one) => deps.roles.permissions.includes(one)),
    organizationId,
    ...(app === null ? {} : { appId: app.id }),
  });
}

function refuseKeyInvalid(): { readonly ok: false; readonly refusal: RefusalOf<'key_invalid'> } {
  return refuse({ code: 'key_invalid', path: ['key'] });
}

/** No known secret has this digest. */
const placeholderDigest = '0'.repeat(64);

/**
 * One read, and the same work whether or not the key exists. If the checksum is wrong, nothing is read. This
 * reveals nothing, because anybody can compute a checksum.
 */
async function verifyPresentedKey(
  { apiKeys }: Storage,
  { id, environment, digest, isIntact }: PresentedKey,
): Promise<ApiKey | null> {
  const key = /* KEY-11 */ isIntact ? ((await apiKeys.findById(id))?.value ?? null) : null;
  const isRight = timingSafeEqualText(key?.digest ?? placeholderDigest, digest);
  return /* KEY-8 KEY-9 */ isRight && key?.environment === environment ? key : null;
}

/** Records the use for people to see. If the storage fails, the valid key is accepted anyway; the next use is recorded. */
async function recordKeyUse({ apiKeys }: Storage, key: ApiKey, now: Date): Promise<void> {
  if (!isKeyUseWorthRecording(key, now)) return;
  try {
    await apiKeys.recordUse(key.id, now);
  } catch (fault) {
    if (!isStorageError(fault)) throw fault; // KEY-32
  }
}

/** The parts of a well-formed key text. The checksum has been compared (`isIntact`); the secret has not. */
export interface PresentedKey {
  readonly id: ApiKeyId;
  readonly environment: ApiKeyEnvironment;
  readonly digest: ApiKeyDigest;
  /** Whether the checksum is right. It detects typing errors; anybody can compute it. */
  readonly isIntact: boolean;
}

/** Null if the text is not a well-formed key, or has another prefix. */
export async function parsePresentedKey(
  { digests, keyPrefix }: Pick<Dependencies, 'digests' | 'keyPrefix'>,
  text: string,
): Promise<PresentedKey | null> {
  const written = parseApiKeyText(text);
  if (written === null || /* KEY-10 */ written.prefix !== keyPrefix) return null;
  const [digest, whole] = await Promise.all([
    digestSecret(digests, written.secret),
    digests.sha256(apiKeyTextWithoutChecksum(written)),
  ]);
  const { id, environment, checksum } = written;
  return {
    id,
    environment,
    digest,
    isIntact: timingSafeEqualText(apiKeyChecksum(whole), checksum),
  };
}
