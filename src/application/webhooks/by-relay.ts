// What delivering brings to light about a webhook, written down by the system. Each leaves alone what somebody has changed meanwhile.

import * as z from 'zod';
import type { KeyOwner } from '../../domain/app/api-key.js';
import type { App } from '../../domain/app/app.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { SystemActor } from '../../domain/shared/actor.js';
import { orThrow } from '../../domain/shared/explain.js';
import { ok, type Versioned } from '../../domain/shared/result.js';
import {
  type DisablingReason,
  disable,
  disablingReasons,
  isUnchanged,
  type Webhook,
} from '../../domain/webhook/webhook.js';
import type { FieldCipher } from '../../ports/field-cipher.js';
import type { Change, Storage } from '../../ports/storage.js';
import { isStorageError } from '../../ports/storage-error.js';
import type { Context } from '../context.js';
import { type KeyOwnerInput, type OwnerIds, ownerFields, ownerOf } from '../keys/owner.js';
import { bySystem } from '../use-case/authority.js';
import { type CommandSpec, command, type Plan } from '../use-case/command.js';
import { encryptedAnew } from './secret.js';
import { inApp, inOrganization, namesOf, subjectOf } from './target.js';

const actor: SystemActor = { kind: 'system', reason: 'delivering webhooks' };
const nothingLeft: Plan<null> = { value: null, write: null };

/** Whoever has a webhook, deleted or not. */
type OwnerRow =
  | { readonly kind: 'app'; readonly row: Versioned<App> }
  | { readonly kind: 'organization'; readonly row: Versioned<Organization> };

async function ownerNow(
  { apps, organizations }: Storage,
  owner: KeyOwner,
): Promise<OwnerRow | null> {
  if (owner.kind === 'app') {
    const row = await apps.findById(owner.appId);
    return row && { kind: 'app', row };
  }
  const row = await organizations.findById(owner.organizationId);
  return row && { kind: 'organization', row };
}

/** Written over the version that was read. */
function rewritten({ kind, row }: OwnerRow, webhook: Webhook, at: Date): Change {
  return kind === 'app' ? inApp(row, webhook, at) : inOrganization(row, webhook, at);
}

interface Seen {
  readonly revision: number;
  readonly createdAt: Date;
}

interface Silence extends Seen {
  readonly reason: DisablingReason;
}

type Refusal = 'permission_denied' | 'invalid_input';

const silenceSpec: CommandSpec<
  KeyOwnerInput & Silence,
  OwnerIds & Silence,
  OwnerIds & Silence,
  null,
  Refusal
> = {
  action: 'webhook.disable',
  schema: z.strictObject({
    ...ownerFields,
    revision: z.number().int(),
    createdAt: z.date(),
    reason: z.enum(disablingReasons),
  }),
  prepare: bySystem,

  async attempt({ storage, now }, { reason, ...seen }) {
    const owner = ownerOf(seen);
    if (!owner.ok) return owner;
    const found = await ownerNow(storage, owner.value);
    const webhook = found?.row.value.webhook;
    if (found === null || webhook === undefined || /* WEBHOOK-28 */ !isUnchanged(webhook, seen)) {
      return ok(nothingLeft);
    }
    const after = disable(webhook, reason, now);
    if (after === webhook) return ok(nothingLeft);
    const organizationId =
      found.kind === 'app' ? found.row.value.organizationId : found.row.value.id;
    return ok({
      value: null,
      write: {
        changes: [rewritten(found, after, now)],
        facts: [{ type: 'webhook_disabled', reason, ...namesOf(owner.value, organizationId) }],
        subject: subjectOf(owner.value),
        organizations: [organizationId],
      },
    });
  },

  recall: async () => ok(null),
};

function idsOf(owner: KeyOwner): KeyOwnerInput {
  return owner.kind === 'app' ? { appId: owner.appId } : { organizationId: owner.organizationId };
}

/** Disables the webhook that was `seen`, and none that has been changed or made anew since. */
export async function silence(
  context: Context,
  owner: KeyOwner,
  { revision, createdAt }: Seen,
  reason: DisablingReason,
): Promise<void> {
  const input = { ...idsOf(owner), revision, createdAt, reason };
  orThrow(await command(silenceSpec)(context)(actor, input));
}

/** Ciphertexts under the newest key, each in the place of another one. */
interface Renewal {
  readonly renewed: Readonly<Record<string, string>>;
}

/** In nobody's audit trail: the secrets are the same. */
const reencryptSpec: CommandSpec<
  KeyOwnerInput & Renewal,
  OwnerIds & Renewal,
  OwnerIds & Renewal,
  null,
  Refusal
> = {
  action: 'webhook.reencrypt',
  schema: z.strictObject({ ...ownerFields, renewed: z.record(z.string(), z.string()) }),
  prepare: bySystem,

  async attempt({ storage }, { renewed, ...ids }) {
    const owner = ownerOf(ids);
    if (!owner.ok) return owner;
    const found = await ownerNow(storage, owner.value);
    const webhook = found?.row.value.webhook;
    if (found === null || webhook === undefined) return ok(nothingLeft);
    const after = withCiphertexts(webhook, renewed);
    if (after === webhook) return ok(nothingLeft);
    return ok({
      value: null,
      write: {
        changes: [rewritten(found, after, /* WEBHOOK-33 */ found.row.value.updatedAt)],
        facts: [],
        subject: subjectOf(owner.value),
        organizations: /* WEBHOOK-34 */ [],
      },
    });
  },

  recall: async () => ok(null),
};

/** The same webhook where none of its ciphertexts is among those that have been renewed. */
function withCiphertexts(webhook: Webhook, renewed: Renewal['renewed']): Webhook {
  const { secret, previous } = webhook;
  const newSecret = renewed[secret] ?? secret;
  const newPrevious = previous && {
    ...previous,
    secret: renewed[previous.secret] ?? previous.secret,
  };
  const isSame = newSecret === secret && newPrevious?.secret === previous?.secret;
  if (isSame) return webhook;
  return {
    ...webhook,
    secret: newSecret,
    ...(newPrevious === undefined ? {} : { previous: newPrevious }),
  };
}

/**
 * Puts the webhook's secrets under the newest key, so that an older one can be taken away some day. Where the storage has
 * no time for it, the next delivery tries again.
 */
export async function reencryptWhereOld(
  context: Context,
  cipher: FieldCipher,
  owner: KeyOwner,
  { secret, previous }: Webhook,
): Promise<void> {
  const old = [secret, ...(previous === undefined ? [] : [previous.secret])].filter(
    (ciphertext) => !cipher.isCurrent(ciphertext),
  );
  if (old.length === 0) return;
  const renewed = await Promise.all(
    old.map(async (ciphertext) => [ciphertext, await encryptedAnew(cipher, owner, ciphertext)]),
  );
  const readable = renewed.filter(([, renewal]) => renewal !== null);
  try {
    const input = { ...idsOf(owner), renewed: Object.fromEntries(readable) };
    orThrow(await command(reencryptSpec)(context)(actor, input));
  } catch (fault) {
    if (!isStorageError(fault)) throw fault;
  }
}
