import * as z from 'zod';
import { ok } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import type { Verb } from '../use-case/command.js';
import { type Query, query } from '../use-case/query.js';
import { type Authenticate, authenticate } from './authenticate.js';
import { type CreateKeyInput, type CreateKeyRefusal, create } from './create.js';
import { pastKeeping, readKeys } from './history.js';
import {
  authorityOverOwner,
  type KeyOwnerInput,
  type KeyRefusal,
  type OwnerIds,
  type OwnerRefusal,
  ownerFields,
  ownerOf,
} from './owner.js';
import { type OfKeyInput, revoke } from './revoke.js';
import {
  type RotatedKeyView,
  type RotateKeyInput,
  type RotateKeyRefusal,
  rotate,
} from './rotate.js';
import { type ApiKeyView, apiKeyView, type NewKeyView } from './views.js';

const list = query<KeyOwnerInput, OwnerIds, readonly ApiKeyView[], OwnerRefusal>(
  z.strictObject(ownerFields),
  async ({ storage, clock }, actor, ids) => {
    const owner = ownerOf(ids);
    if (!owner.ok) return owner;
    const now = await clock.now();
    const authority = await authorityOverOwner({ storage, actor, now }, owner.value);
    if (!authority.ok) return authority;
    const keys = await readKeys(storage, owner.value);
    const old = new Set(pastKeeping(keys, now));
    return ok(keys.filter((key) => !old.has(key)).map(({ value }) => apiKeyView(value)));
  },
);

/** API keys, by which services show themselves: an app's own, or those that an organization's members share. */
export interface Keys {
  /**
   * Makes a key for an app or for an organization, by admins, and shows it once: the answer to a repeated command has
   * no secret. Refused: `key_limit_reached`, where as many keys as the policy allows are valid.
   */
  readonly create: Verb<CreateKeyInput, NewKeyView, CreateKeyRefusal>;
  /**
   * Puts a new key in the place of one, by admins, and shows it once. The one before stays valid for `overlap` seconds,
   * so that nothing stands still while services take the new one. Refused: `rotation_in_progress` while an overlap
   * lasts, `key_invalid` where the key is over.
   */
  readonly rotate: Verb<RotateKeyInput, RotatedKeyView, RotateKeyRefusal>;
  /** Ends a key at once and for good, by admins. The one that it took the place of, or that took its place, is another key. */
  readonly revoke: Verb<OfKeyInput, ApiKeyView, KeyRefusal>;
  /** The keys of an app or an organization, by id, by admins: all that are valid, and those of the others that ended last, up to 200. */
  readonly list: Query<KeyOwnerInput, readonly ApiKeyView[], OwnerRefusal>;
  /**
   * Who shows a key. Unknown, forged, expired and revoked keys, and those of what is deleted, are all `key_invalid`.
   * Refused also: `app_suspended`, to whoever has the right key of an app that the platform keeps out.
   */
  readonly authenticate: Authenticate;
}

export function keys(context: Context): Keys {
  return {
    create: create(context),
    rotate: rotate(context),
    revoke: revoke(context),
    list: list(context),
    authenticate: authenticate(context),
  };
}
