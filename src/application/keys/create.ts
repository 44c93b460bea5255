import * as z from 'zod';
import {
  type ApiKey,
  createKey,
  isValidKey,
  type KeyEnvironment,
  type KeyOwner,
  keyEnvironments,
} from '../../domain/app/api-key.js';
import { parseKeyName } from '../../domain/app/key-name.js';
import { parseApiKeyId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, refuse, type Versioned } from '../../domain/shared/result.js';
import { secondsAfter } from '../../domain/shared/time.js';
import { personIn } from '../apps/app-command.js';
import type { Context } from '../context.js';
import { inserted } from '../use-case/changes.js';
import { command, type Plan, type Unit, type Verb } from '../use-case/command.js';
import { invalidAt, longText, textSchema } from '../use-case/input.js';
import { forgetting, readKeys } from './history.js';
import { type MintedKey, mintKey, shownOnce } from './mint.js';
import {
  authorityOverOwner,
  guardsOf,
  type KeyAuthority,
  type KeyOwnerInput,
  keyNotFound,
  namesOf,
  type OwnerIds,
  type OwnerRefusal,
  ownerFields,
  ownerOf,
  pathOf,
  subscribersOf,
} from './owner.js';
import { apiKeyView, type NewKeyView } from './views.js';

/** Whose key, what it is called and what it is for. */
export interface CreateKeyInput extends KeyOwnerInput {
  /** 1 to 100 characters, for people. */
  readonly name: string;
  readonly environment: KeyEnvironment;
  /** From when on it opens nothing: in the future, and at most 10 years ahead. It does not end by itself where absent. */
  readonly expiresAt?: Date | undefined;
}

interface Create extends OwnerIds {
  readonly name: string;
  readonly environment: KeyEnvironment;
  readonly expiresAt?: Date | undefined;
}

interface Creating {
  readonly owner: KeyOwner;
  readonly name: string;
  readonly environment: KeyEnvironment;
  readonly expiresAt: Date | null;
  readonly minted: MintedKey;
}

export type CreateKeyRefusal = OwnerRefusal | 'key_limit_reached' | 'key_not_found';

export const create: (context: Context) => Verb<CreateKeyInput, NewKeyView, CreateKeyRefusal> =
  command<CreateKeyInput, Create, Creating, NewKeyView, CreateKeyRefusal>({
    action: 'key.create',
    schema: z.strictObject({
      ...ownerFields,
      name: textSchema(longText),
      environment: z.enum(keyEnvironments),
      // A copy: the caller's own date can be changed while the command runs.
      expiresAt: z
        .date()
        .transform((date) => new Date(date))
        .optional(),
    }),

    async prepare({ context }, { environment, expiresAt = null, name: typed, ...ids }) {
      const owner = ownerOf(ids);
      if (!owner.ok) return owner;
      const name = parseKeyName(typed, ['name']);
      if (!name.ok) return name;
      const minted = await mintKey(context);
      return ok({ owner: owner.value, name: name.value, environment, expiresAt, minted });
    },

    async attempt(unit, creating) {
      // Not before: a repeated command is answered although its key has expired meanwhile.
      const misplaced = expiryRefusal(creating.expiresAt, unit.now);
      if (misplaced !== null) return refuse(misplaced);
      const authority = await authorityOverOwner(unit, creating.owner);
      if (!authority.ok) return authority;
      const others = await readKeys(unit.storage, creating.owner);
      const limited = limitRefusal(others, creating.owner, unit);
      return limited === null
        ? ok(planOf(unit, creating, authority.value, others))
        : refuse(limited);
    },

    async recall(unit, { owner, minted }, answer) {
      const id = parseApiKeyId(answer['keyId'] ?? '');
      const [authority, key] = await Promise.all([
        authorityOverOwner(unit, owner),
        id === null ? null : unit.storage.keys.findById(id),
      ]);
      if (!authority.ok) return authority;
      if (key === null) return keyNotFound();
      return ok({ key: apiKeyView(key.value), secret: shownOnce(minted, key.value) });
    },
  });

const tenYears = /* KEY-16 */ 3_650 * 86_400;

function expiryRefusal(expiresAt: Date | null, now: Date): RefusalOf<'invalid_input'> | null {
  if (expiresAt === null) return null;
  if (expiresAt <= now) return invalidAt(['expiresAt'], 'past', 'a key expires in the future');
  if (expiresAt <= secondsAfter(now, tenYears)) return null;
  return invalidAt(['expiresAt'], 'too_late', 'a key expires within 10 years');
}

/** The keys were read after the guard, which every other command that makes one raises. */
function limitRefusal(
  keys: readonly Versioned<ApiKey>[],
  owner: KeyOwner,
  { context, now }: Unit,
): RefusalOf<'key_limit_reached'> | null {
  const limit = context.policy.keysPerOwner;
  const valid = keys.filter(({ value }) => isValidKey(value, now));
  return /* KEY-23 */ valid.length < limit
    ? null
    : { code: 'key_limit_reached', path: pathOf(owner), limit };
}

function planOf(
  unit: Unit,
  { minted, ...asked }: Creating,
  authority: KeyAuthority,
  others: readonly Versioned<ApiKey>[],
): Plan<NewKeyView> {
  const { id, digest, lastFour, texts } = minted;
  const key = createKey({ ...asked, id, digest, lastFour, by: personIn(unit), now: unit.now });
  return {
    value: { key: apiKeyView(key), secret: texts[key.environment] },
    write: {
      changes: [
        ...guardsOf(authority),
        inserted('apikeys', id, key),
        ...forgetting(others, unit.now),
      ],
      facts: [{ type: 'key_created', ...namesOf(key, authority) }],
      subject: { kind: 'key', id },
      organizations: [authority.organization.value.id],
      subscribers: subscribersOf(authority),
      answer: { keyId: id },
    },
  };
}
