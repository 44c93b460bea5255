// Rules of webhooks, and of what they tell.
import type { Rule } from './rule.js';

export const webhookRules: readonly Rule[] = [
  {
    id: 'WEBHOOK-1',
    statement:
      "Only who may manage keys (`keys:manage`) in the app's organization manages the webhook of an app.",
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'are managed by admins, and hidden from everybody else',
    },
    removal: { kind: 'StringLiteral', replacement: "'apps:read'" },
  },
  {
    id: 'WEBHOOK-2',
    statement: 'Only who may manage keys (`keys:manage`) in an organization manages its webhook.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'of an organization are managed by its admins',
    },
    removal: { kind: 'StringLiteral', replacement: "'apps:read'" },
  },
  {
    id: 'WEBHOOK-3',
    statement: 'The URL of a webhook is https.',
    test: { file: 'test/domain/webhook/webhook-url.spec.ts', name: 'cannot be %s' },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'WEBHOOK-4',
    statement: 'The URL of a webhook uses port 443 or 8443.',
    test: { file: 'test/domain/webhook/webhook-url.spec.ts', name: 'cannot be %s' },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'WEBHOOK-5',
    statement: 'The URL of a webhook has a public host name and not an IP address.',
    test: {
      file: 'test/domain/webhook/webhook-url.prop.ts',
      name: 'cannot have an IP address as its host, in any notation',
    },
    removal: { kind: 'CallExpression', replacement: 'ok($arguments.0)' },
  },
  {
    id: 'WEBHOOK-6',
    statement: 'The secret of a webhook is returned once; a repeated command returns no secret.',
    test: {
      file: 'test/application/webhooks/webhook-secrets.spec.ts',
      name: 'appear only in one response each, and in the signer',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0.text' },
  },
  {
    id: 'WEBHOOK-7',
    statement: 'The secret of a webhook is stored encrypted.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'are created with a secret that is returned once and stored encrypted',
    },
    removal: { kind: 'AwaitExpression', replacement: '$expression.arguments.0' },
  },
  {
    id: 'WEBHOOK-8',
    statement:
      "The encryption of a webhook's secret binds it to its row: in another row it cannot be decrypted.",
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'decrypts no secret that was copied from another row',
    },
    removal: { kind: 'BinaryExpression', replacement: "$left ? 'a webhook' : $node" },
  },
  {
    id: 'WEBHOOK-9',
    statement: 'No view contains the secret of a webhook, not even encrypted.',
    test: {
      file: 'test/application/webhooks/webhook-secrets.spec.ts',
      name: 'appear only in one response each, and in the signer',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.2' },
  },
  {
    id: 'WEBHOOK-10',
    statement:
      'A webhook that is configured again keeps its secret, and stays enabled or disabled.',
    test: {
      file: 'test/domain/webhook/webhook.spec.ts',
      name: 'keeps the secret of an existing one, and whether it is enabled',
    },
    removal: {
      kind: 'ObjectLiteralExpression',
      replacement: '{ $properties.0, $properties.1, $properties.2, secret }',
    },
  },
  {
    id: 'WEBHOOK-11',
    statement: 'After a rotation, deliveries are also signed with the old secret for 24 hours.',
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'signs with both secrets for a day after a rotation, the newest first',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
  {
    id: 'WEBHOOK-12',
    statement: 'A secret cannot be rotated again before the overlap is over.',
    test: {
      file: 'test/domain/webhook/webhook.spec.ts',
      name: 'is refused for a day after the last rotation',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'WEBHOOK-13',
    statement:
      "An app's webhook can subscribe only to app events, and an organization's webhook only to organization events.",
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'belong to an app or an organization, each with its own event types',
    },
    removal: { kind: 'ConditionalExpression', replacement: '[...$whenTrue, ...$whenFalse]' },
  },
  {
    id: 'WEBHOOK-14',
    statement:
      'The webhook of an app moves with it if the mover keeps it, and sends the events of the new organization.',
    test: {
      file: 'test/application/relay/deliver-webhooks.spec.ts',
      name: 'moves with the app if the mover keeps it, and names the new organization',
    },
    removal: {
      kind: 'ObjectLiteralExpression',
      replacement: '(({ webhook: _webhook, ...rest }) => rest)($node)',
    },
  },
  {
    id: 'WEBHOOK-15',
    statement: 'The webhook of an app is removed when the app is archived.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'are removed with the app and with the organization',
    },
    removal: { kind: 'BindingElement', replacement: '' },
  },
  {
    id: 'WEBHOOK-16',
    statement: 'A command stores its webhook messages in the same commit.',
    test: { file: 'test/application/webhooks/messages.spec.ts', name: 'in the same commit: $name' },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'WEBHOOK-17',
    statement: 'App events go only to the webhook of the app.',
    test: {
      file: 'test/domain/webhook/webhook-events.spec.ts',
      name: 'contain only an organization’s own events, not those of its apps',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'WEBHOOK-18',
    statement: 'An event contains only the ids of what it is about.',
    test: {
      file: 'test/domain/webhook/webhook-events.spec.ts',
      name: 'contain only an organization’s own events, not those of its apps',
    },
    removal: { kind: 'StringLiteral', replacement: "'userId', 'role'" },
  },
  {
    id: 'WEBHOOK-19',
    statement: 'A webhook receives only the events that it has subscribed to.',
    test: {
      file: 'test/domain/webhook/webhook-events.spec.ts',
      name: 'contain only subscribed events, while the webhook is enabled',
    },
    removal: { kind: 'CallExpression', replacement: 'true' },
  },
  {
    id: 'WEBHOOK-20',
    statement:
      'Deleting an account is also sent to the webhooks of organizations in which the user was a plain member.',
    test: {
      file: 'test/application/webhooks/messages.spec.ts',
      name: 'report the deletion of an account to every organization of the user',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
];
