// The shared parts of commands on an existing webhook: the input, the owner, and the replay.

import * as z from 'zod';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { parseResourceOwner, type ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok, type Result } from '../../domain/shared/result.js';
import {
  type AppOrOrganizationInput,
  appOrOrganizationFields,
} from '../resource-owners/owner-authorization.js';
import type { CommandSpec } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { loadWebhook, type WebhookRefusalCode } from './load-webhook.js';
import { type WebhookView, webhookView } from './views.js';

export interface PreparedWebhookOwner {
  readonly owner: ResourceOwner;
}

type PreparedWebhookOwnerResult = Result<PreparedWebhookOwner, RefusalOf<'invalid_input'>>;

export function prepareOwner(
  _context: unknown,
  ids: WithParsedIds<AppOrOrganizationInput>,
): PreparedWebhookOwnerResult {
  const owner = parseResourceOwner(ids);
  return owner.ok ? ok({ owner: owner.value }) : owner;
}

export type WebhookCommandSpec<T, C extends WebhookRefusalCode | 'rate_limited'> = CommandSpec<
  AppOrOrganizationInput,
  WithParsedIds<AppOrOrganizationInput>,
  PreparedWebhookOwner,
  T,
  C
>;

export const webhookSpecBase: Pick<
  WebhookCommandSpec<WebhookView, WebhookRefusalCode>,
  'schema' | 'prepare' | 'replay'
> = {
  schema: z.lazy(() => z.strictObject(appOrOrganizationFields)),
  prepare: prepareOwner,
  async replay(context, { owner }) {
    const managed = await loadWebhook(context, owner);
    return managed.ok ? ok(webhookView(managed.value.webhook)) : managed;
  },
};
