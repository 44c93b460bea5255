// Test helpers for webhooks: an app or an organization with a webhook, and a sender that records deliveries.
import {
  appEventTypes,
  organizationEventTypes,
  orThrow,
  type WebhookEventType,
  type WebhookOutcome,
  type WebhookRequest,
  type WebhookSender,
  type WebhookWithSecretView,
} from '../../../src/index.js';
import { type DraftedApp, draftApp } from '../../support/app-steps.js';
import { assertPresent, type World } from '../../support/world.js';

export const webhookUrl = 'https://hooks.example.org/in';

export interface AppWithWebhook extends DraftedApp {
  readonly secret: string;
}

/** Creates an app with a webhook, by default for all app events. */
export async function createAppWithWebhook(
  world: World,
  events: readonly WebhookEventType[] = appEventTypes,
): Promise<AppWithWebhook> {
  const of = await draftApp(world);
  const { appId, creator } = of;
  const made = await world.guildhall.webhooks.configure(creator.actor, {
    appId,
    url: webhookUrl,
    events,
  });
  return { ...of, secret: shownSecretOf(orThrow(made)) };
}

/** Creates an organization with an app and a webhook of its own. */
export async function createOrganizationWithWebhook(
  world: World,
  events: readonly WebhookEventType[] = organizationEventTypes,
): Promise<AppWithWebhook> {
  const of = await draftApp(world);
  const { organizationId, creator } = of;
  const input = { organizationId, url: webhookUrl, events };
  const made = await world.guildhall.webhooks.configure(creator.actor, input);
  return { ...of, secret: shownSecretOf(orThrow(made)) };
}

export function shownSecretOf({ secret }: WebhookWithSecretView): string {
  return assertPresent(secret);
}

export interface RecordingWebhookSender extends WebhookSender {
  readonly deliveries: readonly WebhookRequest[];
  /** Sets the outcome of the next deliveries. */
  answer(outcome: () => WebhookOutcome | Promise<WebhookOutcome>): void;
}

export const deliveredOutcome: WebhookOutcome = { kind: 'delivered', status: 204 };
export const failedOutcome: WebhookOutcome = { kind: 'failed', reason: 'status', status: 500 };

/** A sender that delivers until another outcome is set. */
export function recordingWebhookSender(): RecordingWebhookSender {
  const deliveries: WebhookRequest[] = [];
  let outcome: () => WebhookOutcome | Promise<WebhookOutcome> = () => deliveredOutcome;
  return {
    deliveries,
    async send(delivery) {
      deliveries.push(delivery);
      return outcome();
    },
    answer(given) {
      outcome = given;
    },
  };
}

/** The types and the data of deliveries. */
export function eventTypesOf(deliveries: readonly WebhookRequest[]): readonly unknown[] {
  return deliveries.map(({ body }) => Reflect.get(JSON.parse(body), 'type'));
}
