// The service `webhooks`: events of apps and organizations, sent to an HTTP endpoint of their choice.

import * as z from 'zod';
import { parseResourceOwner, type ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import type { AppOrOrganizationInput } from '../resource-owners/owner-authorization.js';
import { appOrOrganizationFields } from '../resource-owners/owner-authorization.js';
import { type Command, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import {
  type ConfigureWebhookInput,
  type ConfigureWebhookRefusalCode,
  configureWebhookCommand,
} from './configure.js';
import { disableSpec, type EnableWebhookRefusalCode, enableSpec } from './enable-disable.js';
import { loadWebhook, type WebhookRefusalCode } from './load-webhook.js';
import { removeSpec } from './remove.js';
import { type RotateSecretRefusalCode, rotateSecretSpec } from './rotate-secret.js';
import { type SendTestRefusalCode, sendTestSpec } from './send-test.js';
import { type WebhookView, type WebhookWithSecretView, webhookView } from './views.js';

const getWebhookQuery = defineQuery<
  AppOrOrganizationInput,
  WithParsedIds<AppOrOrganizationInput>,
  WebhookView,
  WebhookRefusalCode
>(
  z.lazy(() => z.strictObject(appOrOrganizationFields)),
  async ({ deps, storage, actor }, ids) => {
    const owner = parseResourceOwner(ids);
    if (!owner.ok) return owner;
    const managed = await loadWebhook(
      { deps, storage, actor, now: await deps.clock.now() },
      owner.value,
    );
    return managed.ok ? ok(webhookView(managed.value.webhook)) : managed;
  },
);

/**
 * Webhooks send the events of an app or an organization to an HTTP endpoint of their choice. Each has at most one webhook.
 * All use cases need `keys:manage`, which covers webhooks. All but `configure` are refused with `webhook_not_found` if there is no webhook.
 */
export interface Webhooks {
  /**
   * Creates the webhook and returns its secret once; a repeated command returns none. If there is a webhook already,
   * changes its URL and its events; its secret stays, and it stays enabled or disabled. A relay asks the receiver at a new
   * URL, or at one that nobody asked, whether it wants the events, unless `policy.webhookVerification` is `none`; until it has
   * answered, events wait. Refused: `rate_limited` after 10 challenges and tests in a fixed hour.
   */
  readonly configure: Command<
    ConfigureWebhookInput,
    WebhookWithSecretView,
    ConfigureWebhookRefusalCode
  >;
  /**
   * Replaces the secret and returns the new one once. For 24 hours deliveries are signed with both secrets, so that the
   * receiver can change over without losing any. Refused: `rotation_in_progress` during these 24 hours.
   */
  readonly rotateSecret: Command<
    AppOrOrganizationInput,
    WebhookWithSecretView,
    RotateSecretRefusalCode
  >;
  /**
   * Enables the webhook. Events from the time when it was disabled, or that waited then, are not sent later. A receiver that
   * is not verified is asked again. Refused: `rate_limited` after 10 challenges and tests in a fixed hour.
   */
  readonly enable: Command<AppOrOrganizationInput, WebhookView, EnableWebhookRefusalCode>;
  /**
   * Disables the webhook, for the reason `requested` even if a relay had disabled it, so that no answer of a receiver enables
   * it. Events that are waiting to be sent are dropped.
   */
  readonly disable: Command<AppOrOrganizationInput, WebhookView, WebhookRefusalCode>;
  /** Removes the webhook with its secrets. Events that are waiting to be sent are dropped. */
  readonly remove: Command<AppOrOrganizationInput, ResourceOwner, WebhookRefusalCode>;
  /**
   * Sends `webhook.test` once, without retries, also to a disabled webhook. A receiver that is not verified gets the
   * challenge instead. Refused: `rate_limited` after 10 challenges and tests in a fixed hour.
   */
  readonly sendTest: Command<AppOrOrganizationInput, WebhookView, SendTestRefusalCode>;
  /** Returns the webhook without its secret. */
  readonly get: Query<AppOrOrganizationInput, WebhookView, WebhookRefusalCode>;
}

export function createWebhooksService(deps: Dependencies): Webhooks {
  return {
    configure: configureWebhookCommand(deps),
    rotateSecret: defineCommand(rotateSecretSpec)(deps),
    enable: defineCommand(enableSpec)(deps),
    disable: defineCommand(disableSpec)(deps),
    remove: defineCommand(removeSpec)(deps),
    sendTest: defineCommand(sendTestSpec)(deps),
    get: getWebhookQuery(deps),
  };
}
