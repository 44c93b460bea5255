// Encrypts the secrets of a webhook again with the newest key.

import * as z from 'zod';
import { parseResourceOwner, type ResourceOwner } from '../../domain/shared/resource-owner.js';
import { doneOrThrow, ok } from '../../domain/shared/result.js';
import type { Webhook } from '../../domain/webhook/webhook.js';
import type { FieldCipher } from '../../ports/field-cipher.js';
import { isStorageError } from '../../ports/storage-error.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AppOrOrganizationInput,
  appOrOrganizationFields,
} from '../resource-owners/owner-authorization.js';
import { prepareForSystemOnly } from '../use-case/authorization.js';
import { type CommandSpec, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import {
  findOwnerRow,
  ownerWebhookChange,
  relayActor,
  type SystemCommandRefusalCode,
  toAppOrOrganizationInput,
  unchangedDecision,
} from './relay-command.js';
import { reencryptSecret } from './secret-encryption.js';
import { ownerSubject } from './webhook-change-set.js';

/** Maps each old ciphertext to the new one. */
interface ReencryptInput {
  readonly renewed: Readonly<Record<string, string>>;
}

/** It does not appear in an audit trail, because the secrets stay the same. */
const reencryptSpec: CommandSpec<
  AppOrOrganizationInput & ReencryptInput,
  WithParsedIds<AppOrOrganizationInput> & ReencryptInput,
  WithParsedIds<AppOrOrganizationInput> & ReencryptInput,
  null,
  SystemCommandRefusalCode
> = {
  action: 'webhook.reencrypt',
  schema: z.lazy(() =>
    z.strictObject({ ...appOrOrganizationFields, renewed: z.record(z.string(), z.string()) }),
  ),
  prepare: prepareForSystemOnly,

  async attempt({ storage }, { renewed, ...ids }) {
    const owner = parseResourceOwner(ids);
    if (!owner.ok) return owner;
    const found = await findOwnerRow(storage, owner.value);
    const webhook = found?.row.value.webhook;
    if (found === null || webhook === undefined) return ok(unchangedDecision);
    const after = replaceCiphertexts(webhook, renewed);
    if (after === webhook) return ok(unchangedDecision);
    return ok({
      value: null,
      changeSet: {
        changes: [ownerWebhookChange(found, after, /* WEBHOOK-33 */ found.row.value.updatedAt)],
        events: [],
        subject: ownerSubject(owner.value),
        auditOrganizationIds: /* WEBHOOK-34 */ [],
      },
    });
  },

  replay: async () => ok(null),
};

/** Returns the same `webhook` object if none of its ciphertexts has been replaced. */
function replaceCiphertexts(webhook: Webhook, renewed: ReencryptInput['renewed']): Webhook {
  const { secret, previousSecret } = webhook;
  const newSecret = renewed[secret] ?? secret;
  const newPrevious = previousSecret && {
    ...previousSecret,
    secret: renewed[previousSecret.secret] ?? previousSecret.secret,
  };
  const isSame = newSecret === secret && newPrevious?.secret === previousSecret?.secret;
  if (isSame) return webhook;
  return {
    ...webhook,
    secret: newSecret,
    ...(newPrevious === undefined ? {} : { previousSecret: newPrevious }),
  };
}

/**
 * Encrypts the secrets of a webhook again with the newest key, so that an older key can be removed from the configuration.
 * If the storage fails, the next delivery tries again.
 */
export async function reencryptOldSecrets(
  deps: Dependencies,
  cipher: FieldCipher,
  owner: ResourceOwner,
  { secret, previousSecret }: Webhook,
): Promise<void> {
  const old = [secret, ...(previousSecret === undefined ? [] : [previousSecret.secret])].filter(
    (ciphertext) => !cipher.isCurrent(ciphertext),
  );
  if (old.length === 0) return;
  const renewed = await Promise.all(
    old.map(async (ciphertext) => [ciphertext, await reencryptSecret(cipher, owner, ciphertext)]),
  );
  const readable = renewed.filter(([, renewal]) => renewal !== null);
  try {
    const input = { ...toAppOrOrganizationInput(owner), renewed: Object.fromEntries(readable) };
    doneOrThrow(await defineCommand(reencryptSpec)(deps)(relayActor, input));
  } catch (fault) {
    if (!isStorageError(fault)) throw fault;
  }
}
