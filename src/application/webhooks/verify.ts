// Marks a webhook as verified after its receiver has answered the challenge.

import * as z from 'zod';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok } from '../../domain/shared/result.js';
import { type AskedReceiver, verifyWebhook } from '../../domain/webhook/webhook.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AppOrOrganizationInput,
  appOrOrganizationFields,
} from '../resource-owners/owner-authorization.js';
import { prepareForSystemOnly } from '../use-case/authorization.js';
import { type CommandSpec, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import {
  decideRelayChange,
  doRelayStep,
  relayActor,
  type SystemCommandRefusalCode,
  toAppOrOrganizationInput,
} from './relay-command.js';

const verifySpec: CommandSpec<
  AppOrOrganizationInput & AskedReceiver,
  WithParsedIds<AppOrOrganizationInput> & AskedReceiver,
  WithParsedIds<AppOrOrganizationInput> & AskedReceiver,
  null,
  SystemCommandRefusalCode
> = {
  action: 'webhook.verify',
  schema: z.lazy(() =>
    z.strictObject({ ...appOrOrganizationFields, url: z.string(), createdAt: z.date() }),
  ),
  prepare: prepareForSystemOnly,

  attempt: (context, { url, createdAt, ...ids }) =>
    decideRelayChange(context, ids, (webhook) => {
      const after = verifyWebhook(webhook, { url, createdAt }, context.now);
      return after === webhook ? null : { webhook: after, event: { type: 'webhook_verified' } };
    }),

  replay: async () => ok(null),
};

/** Marks the webhook as verified if it still has the receiver that was asked. */
export async function markVerified(
  deps: Dependencies,
  owner: ResourceOwner,
  { url, createdAt }: AskedReceiver,
): Promise<void> {
  const input = { ...toAppOrOrganizationInput(owner), url, createdAt };
  await doRelayStep(deps, () => defineCommand(verifySpec)(deps)(relayActor, input));
}
