// Marks a webhook as verified after its receiver has answered the challenge.

import * as z from 'zod';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok } from '../../domain/shared/result.js';
import { verifyWebhook, type Webhook } from '../../domain/webhook/webhook.js';
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

interface VerifiedUrl {
  readonly url: string;
}

const verifySpec: CommandSpec<
  AppOrOrganizationInput & VerifiedUrl,
  WithParsedIds<AppOrOrganizationInput> & VerifiedUrl,
  WithParsedIds<AppOrOrganizationInput> & VerifiedUrl,
  null,
  SystemCommandRefusalCode
> = {
  action: 'webhook.verify',
  schema: z.lazy(() => z.strictObject({ ...appOrOrganizationFields, url: z.string() })),
  prepare: prepareForSystemOnly,

  attempt: (context, { url, ...ids }) =>
    decideRelayChange(context, ids, (webhook) => {
      const after = verifyWebhook(webhook, url, context.now);
      return after === webhook ? null : { webhook: after, event: { type: 'webhook_verified' } };
    }),

  replay: async () => ok(null),
};

/** Marks the webhook as verified if it still has this URL. */
export async function markVerified(
  deps: Dependencies,
  owner: ResourceOwner,
  { url }: Pick<Webhook, 'url'>,
): Promise<void> {
  const input = { ...toAppOrOrganizationInput(owner), url };
  ownStepOrThrow(await defineCommand(verifySpec)(deps)(relayActor, input));
}
