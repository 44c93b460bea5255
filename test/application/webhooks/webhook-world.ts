// Webhooks as tests use them: of an app or an organization, and a sender that keeps what it is given.
import {
  appEvents,
  type NewWebhookView,
  organizationEvents,
  orThrow,
  type WebhookDelivery,
  type WebhookEvent,
  type WebhookOutcome,
  type WebhookSender,
} from '../../../src/index.js';
import { type Drafted, drafted } from '../../support/apps.js';
import { present, type World } from '../../support/guildhall.js';

export const url = 'https://hooks.example.org/in';

export interface Hooked extends Drafted {
  readonly secret: string;
}

/** An app whose webhook tells all that an app's may tell. */
export async function hookedApp(
  world: World,
  events: readonly WebhookEvent[] = appEvents,
): Promise<Hooked> {
  const of = await drafted(world);
  const { appId, founder } = of;
  const made = await world.guildhall.webhooks.configure(founder.actor, { appId, url, events });
  return { ...of, secret: shown(orThrow(made)) };
}

/** The organization of an app, with a webhook of its own. */
export async function hookedOrganization(
  world: World,
  events: readonly WebhookEvent[] = organizationEvents,
): Promise<Hooked> {
  const of = await drafted(world);
  const { organizationId, founder } = of;
  const input = { organizationId, url, events };
  const made = await world.guildhall.webhooks.configure(founder.actor, input);
  return { ...of, secret: shown(orThrow(made)) };
}

export function shown({ secret }: NewWebhookView): string {
  return present(secret);
}

export interface RecordingSender extends WebhookSender {
  readonly deliveries: readonly WebhookDelivery[];
  /** From now on. */
  answer(outcome: () => WebhookOutcome | Promise<WebhookOutcome>): void;
}

export const delivered: WebhookOutcome = { kind: 'delivered', status: 204 };
export const failed: WebhookOutcome = { kind: 'failed', reason: 'status', status: 500 };

/** Delivers until it is told otherwise. */
export function recordingSender(): RecordingSender {
  const deliveries: WebhookDelivery[] = [];
  let outcome: () => WebhookOutcome | Promise<WebhookOutcome> = () => delivered;
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

/** What deliveries say, by type. */
export function typesOf(deliveries: readonly WebhookDelivery[]): readonly unknown[] {
  return deliveries.map(({ body }) => Reflect.get(JSON.parse(body), 'type'));
}
