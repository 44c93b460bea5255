// Rules of how events are delivered, and of what ends that.
import type { Rule } from './rule.js';

export const webhookDeliveryRules: readonly Rule[] = [
  {
    id: 'WEBHOOK-21',
    statement: 'Every attempt to deliver an event has the same id.',
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'tries again later with the same id, a new date and a new signature',
    },
    removal: { kind: 'CallExpression', replacement: '$node + Math.random()' },
  },
  {
    id: 'WEBHOOK-22',
    statement:
      'A delivery is signed as Standard Webhooks requires: over its id, its time and its body.',
    test: {
      file: 'test/application/webhooks/end-to-end.spec.ts',
      name: 'arrive signed, with the event and its ids',
    },
    removal: { kind: 'TemplateExpression', replacement: '$templateSpans.2.expression || $node' },
  },
  {
    id: 'WEBHOOK-23',
    statement:
      'A webhook may be delivered only to public addresses: the sender does not connect to a host that resolves to another one.',
    test: {
      file: 'test/adapters/webhooks/safe-addresses.spec.ts',
      name: 'with %s is refused without a connection',
    },
    removal: { kind: 'Identifier', replacement: '() => true' },
  },
  {
    id: 'WEBHOOK-24',
    statement: 'A webhook is disabled at once if its receiver answers 410.',
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'disables the webhook of a receiver that wants no more, and sends no more',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'WEBHOOK-25',
    statement: 'A failing delivery is tried eight times, over nearly two days.',
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'gives up after eight attempts, and disables the webhook if it was not changed since the event',
    },
    removal: { kind: 'NumericLiteral', replacement: '' },
  },
  {
    id: 'WEBHOOK-26',
    statement: 'A webhook is disabled after the last attempt to deliver an event fails.',
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'gives up after eight attempts, and disables the webhook if it was not changed since the event',
    },
    removal: { kind: 'ExpressionStatement', replacement: '' },
  },
  {
    id: 'WEBHOOK-27',
    statement:
      'An undeliverable event does not disable a webhook that was changed after the event.',
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'leaves a webhook enabled that was changed since the event',
    },
    removal: { kind: 'ObjectLiteralExpression', replacement: '$properties.0.expression' },
  },
  {
    id: 'WEBHOOK-28',
    statement:
      'The result of a delivery does not disable a webhook that was changed during the delivery.',
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'disables no webhook that was changed during the request',
    },
    removal: { kind: 'CallExpression', replacement: 'true' },
  },
  {
    id: 'WEBHOOK-29',
    statement:
      'Waiting events are dropped if their webhook is disabled, removed, or no longer subscribed to them.',
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'drops events of a disabled or removed webhook, without a subscription, or from before the webhook',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'WEBHOOK-30',
    statement: 'A test is tried once, without retries.',
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'sends a test once, enabled or not, and disables no webhook after a failed test',
    },
    removal: { kind: 'NumericLiteral', replacement: '8' },
  },
  {
    id: 'WEBHOOK-31',
    statement:
      'The receiver of a webhook can be tested or asked at most ten times in a fixed hour.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'can be tested ten times an hour',
    },
    removal: { kind: 'NumericLiteral', replacement: '11' },
  },
  {
    id: 'WEBHOOK-32',
    statement: 'Each delivery of a webhook also encrypts its secrets again with the newest key.',
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'encrypts secrets again with the newest key, which no view shows',
    },
    removal: { kind: 'ExpressionStatement', replacement: '' },
  },
  {
    id: 'WEBHOOK-33',
    statement:
      'Encrypting secrets again does not change the time when their owner was last changed.',
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'encrypts secrets again with the newest key, which no view shows',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: 'new Date(0)' },
  },
  {
    id: 'WEBHOOK-34',
    statement: 'Encrypting secrets again appears in no audit log.',
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'encrypts secrets again with the newest key, which no view shows',
    },
    removal: {
      kind: 'ArrayLiteralExpression',
      replacement: '[organizationId]',
    },
  },
  {
    id: 'WEBHOOK-35',
    statement:
      'At most 4 events of one organization and its apps are on their way in a relay at once.',
    test: {
      file: 'test/application/relay/places.spec.ts',
      name: 'hold up nobody else with %i events, and take at most four places',
    },
    removal: { kind: 'NumericLiteral', replacement: '64' },
  },
  {
    id: 'WEBHOOK-36',
    statement: 'A relay sends at most 300 events of one organization in a minute; the others wait.',
    test: {
      file: 'test/application/relay/places.spec.ts',
      name: 'makes those of one organization wait for the next minute, and loses none',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: '1_000' },
  },
  {
    id: 'WEBHOOK-37',
    statement: 'A new URL of a webhook must be verified, if the policy says so.',
    test: {
      file: 'test/domain/webhook/webhook.spec.ts',
      name: 'of a new URL must be verified if the policy wants it',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
  {
    id: 'WEBHOOK-38',
    statement: 'Events wait until the receiver of the webhook is verified.',
    test: {
      file: 'test/application/webhooks/verification.spec.ts',
      name: 'gets the events that have waited, once it has answered',
    },
    removal: { kind: 'StringLiteral', replacement: "'send'" },
  },
  {
    id: 'WEBHOOK-39',
    statement: 'A receiver is verified by an answer that contains the challenge.',
    test: {
      file: 'test/application/webhooks/verification.spec.ts',
      name: 'that %s gets no events and is not disabled',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'WEBHOOK-40',
    statement: 'An answer verifies only the URL that was asked.',
    test: {
      file: 'test/application/webhooks/verification.spec.ts',
      name: 'whose URL is changed while it answers is not verified by this answer',
    },
    removal: { kind: 'PrefixUnaryExpression', replacement: 'false' },
  },
  {
    id: 'WEBHOOK-41',
    statement:
      'When an app moves, its webhook is removed with its secrets, unless the mover keeps it.',
    test: {
      file: 'test/application/apps/move-keys-webhook.spec.ts',
      name: 'loses its keys and its webhook at the time of the move, in the same commit',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
  {
    id: 'WEBHOOK-42',
    statement:
      'Organizations whose receivers are slow get 32 of the 64 places for events in a relay, one each.',
    test: {
      file: 'test/application/relay/places.spec.ts',
      name: 'of forty organizations that were slow before get half of the places, one each, and lose nothing',
    },
    removal: { kind: 'NumericLiteral', replacement: '64' },
  },
  {
    id: 'WEBHOOK-43',
    statement: 'A challenge is tried four times, in 40 minutes.',
    test: {
      file: 'test/application/webhooks/verification.spec.ts',
      name: 'is asked four times in 40 minutes, while its admin gives it the secret',
    },
    removal: { kind: 'NumericLiteral', replacement: '8' },
  },
  {
    id: 'WEBHOOK-44',
    statement:
      'A receiver is slow after deliveries of 2 seconds or longer, until their time, halved every 2 minutes, is less than 2 seconds.',
    test: {
      file: 'test/application/relay/places.spec.ts',
      name: 'stay slow although they answer at once now and then, until some time has passed',
    },
    removal: { kind: 'BinaryExpression', replacement: '0' },
  },
  {
    id: 'WEBHOOK-45',
    statement:
      'A mailer or a webhook sender that has not returned half a minute before its lease ends has failed.',
    test: {
      file: 'test/application/relay/time-limit.spec.ts',
      name: 'does not keep a relay from ending that is stopped',
    },
    removal: { kind: 'CallExpression', replacement: '() => {}' },
  },
  {
    id: 'WEBHOOK-46',
    statement: 'A challenge is sent only to the URL that it was made for.',
    test: {
      file: 'test/application/webhooks/verification.spec.ts',
      name: 'is asked only by the challenge of its own URL, whatever was configured before',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'WEBHOOK-47',
    statement:
      'Events that waited when their webhook was disabled are dropped, although it is enabled again.',
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'drops what waited when the webhook was disabled, although it is enabled again',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'WEBHOOK-48',
    statement:
      'A URL that nobody asked because the policy did not want it is asked when it is configured again and the policy wants it.',
    test: {
      file: 'test/domain/webhook/webhook.spec.ts',
      name: 'that nobody asked because the policy did not want it is asked when it is configured again',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'WEBHOOK-49',
    statement:
      'A webhook that an admin disabled stays disabled, whatever a relay found before and whatever its receiver answers.',
    test: {
      file: 'test/application/webhooks/verification.spec.ts',
      name: 'that answers late enables nothing that an admin has disabled in the meantime',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'WEBHOOK-50',
    statement:
      'A webhook is disabled when an event is given up that waited for its receiver, whatever was changed since the event.',
    test: {
      file: 'test/application/webhooks/verification.spec.ts',
      name: 'at a new URL that never answers disables the webhook when an older event is given up',
    },
    removal: { kind: 'ExpressionStatement', replacement: '' },
  },
  {
    id: 'WEBHOOK-51',
    statement:
      'Of the attempts of a delivery count only as many as the waits between them allow since it was queued.',
    test: {
      file: 'test/domain/shared/delivery.prop.ts',
      name: 'count only as far as the waits between them had time',
    },
    removal: { kind: 'BinaryExpression', replacement: 'attempts' },
  },
];
