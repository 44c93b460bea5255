// Encrypts the secrets of a webhook again with the newest key.

import * as z from 'zod';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok } from '../../domain/shared/result.js';
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
import { ownStepOrThrow } from '../use-case/own-step.js';
import {
  decideRelayChange,
  relayActor,
  type SystemCommandRefusalCode,
  toAppOrOrganizationInput,
} from './relay-command.js';
import { reencryptSecret } from './secret-encryption.js';

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

  attempt: (context, { renewed, ...ids }) =>
    decideRelayChange(context, ids, (webhook) => {
      const after = replaceCiphertexts(webhook, renewed);
      return after === webhook ? null : { webhook: after, event: null };
    }),

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
    ownStepOrThrow(await defineCommand(reencryptSpec)(deps)(relayActor, input));
  } catch (fault) {
    if (!isStorageError(fault)) throw fault;
  }
}
