// Rules of webhooks, and of what they tell.
import type { Rule } from './rule.js';

export const webhooks: readonly Rule[] = [
  {
    id: 'WEBHOOK-1',
    rule: 'A webhook of an app is managed by the admins of its organization.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'are for admins of whoever they tell about, and hidden from everybody else',
    },
    without: { kind: 'StringLiteral', becomes: "'apps:read'" },
  },
  {
    id: 'WEBHOOK-2',
    rule: 'A webhook of an organization is managed by its admins.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'of an organization are for its admins',
    },
    without: { kind: 'StringLiteral', becomes: "'apps:read'" },
  },
  {
    id: 'WEBHOOK-3',
    rule: 'A webhook’s URL is https.',
    test: { file: 'test/domain/webhook/webhook-url.spec.ts', name: 'may not be %s' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'WEBHOOK-4',
    rule: 'A webhook’s URL is at port 443 or 8443.',
    test: { file: 'test/domain/webhook/webhook-url.spec.ts', name: 'may not be %s' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'WEBHOOK-5',
    rule: 'A webhook’s URL names a public host, and none by its number.',
    test: {
      file: 'test/domain/webhook/webhook-url.prop.ts',
      name: 'names no address by its number, however it is written',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'WEBHOOK-6',
    rule: 'The secret of a webhook is shown once: a repeated command is answered without it.',
    test: {
      file: 'test/application/webhooks/webhook-secrets.spec.ts',
      name: 'are in one answer each, and in what is signed',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenTrue' },
  },
  {
    id: 'WEBHOOK-7',
    rule: 'The secret of a webhook is stored encrypted.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'are made with a secret that is shown once and kept encrypted',
    },
    without: { kind: 'AwaitExpression', becomes: '$expression.arguments.0' },
  },
  {
    id: 'WEBHOOK-8',
    rule: 'The ciphertext of a secret can be read in its own row alone.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'reads no secret that was moved from another row',
    },
    without: { kind: 'BinaryExpression', becomes: "$left ? 'a webhook' : $node" },
  },
  {
    id: 'WEBHOOK-9',
    rule: 'The secret of a webhook leaves the core in no view, not even encrypted.',
    test: {
      file: 'test/application/webhooks/webhook-secrets.spec.ts',
      name: 'are in one answer each, and in what is signed',
    },
    without: { kind: 'StringLiteral', becomes: "'admin'" },
  },
  {
    id: 'WEBHOOK-10',
    rule: 'A webhook that is configured again keeps its secret, and whether it is enabled.',
    test: {
      file: 'test/domain/webhook/webhook.spec.ts',
      name: 'keeps the secret of the one there is, and whether it is enabled',
    },
    without: {
      kind: 'ObjectLiteralExpression',
      becomes: '{ $properties.0, $properties.1, $properties.2, secret }',
    },
  },
  {
    id: 'WEBHOOK-11',
    rule: 'A secret that was rotated away signs for 24 hours beside the new one.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'signs with both secrets for a day after a rotation, the newest first',
    },
    without: { kind: 'CallExpression', becomes: '$arguments.0' },
  },
  {
    id: 'WEBHOOK-12',
    rule: 'A secret is not rotated again before the overlap is over.',
    test: { file: 'test/domain/webhook/webhook.spec.ts', name: 'is refused until the day is over' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'WEBHOOK-13',
    rule: 'The webhook of an app tells events of apps, that of an organization those of organizations.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'are an organization’s, too, and neither knows the other’s events',
    },
    without: { kind: 'ConditionalExpression', becomes: '[...$whenTrue, ...$whenFalse]' },
  },
  {
    id: 'WEBHOOK-14',
    rule: 'A webhook goes with its app to another organization, and tells of it there.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'goes with the app to another organization, and names that',
    },
    without: {
      kind: 'ObjectLiteralExpression',
      becomes: '(({ webhook: _webhook, ...rest }) => rest)($node)',
    },
  },
  {
    id: 'WEBHOOK-15',
    rule: 'A webhook ends with its app, when that is archived.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'end with the app, and with the organization',
    },
    without: { kind: 'BindingElement', becomes: '' },
  },
  {
    id: 'WEBHOOK-16',
    rule: 'What a command has done is told in the same commit.',
    test: { file: 'test/application/webhooks/messages.spec.ts', name: 'in the very commit: $name' },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'WEBHOOK-17',
    rule: 'What is about an app is told to the app’s webhook alone.',
    test: {
      file: 'test/domain/webhook/telling.spec.ts',
      name: 'is an organization’s own to an organization: its apps speak for themselves',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'WEBHOOK-18',
    rule: 'An event names what it is about by ids, and holds nothing else.',
    test: {
      file: 'test/domain/webhook/telling.spec.ts',
      name: 'is an organization’s own to an organization: its apps speak for themselves',
    },
    without: { kind: 'StringLiteral', becomes: "'userId', 'role'" },
  },
  {
    id: 'WEBHOOK-19',
    rule: 'A webhook tells only what it was asked for.',
    test: {
      file: 'test/domain/webhook/telling.spec.ts',
      name: 'is what was asked for, while it is enabled, and nothing where there is no webhook',
    },
    without: { kind: 'CallExpression', becomes: 'true' },
  },
  {
    id: 'WEBHOOK-20',
    rule: 'The end of an account is told to the organizations in which the person was a plain member, too.',
    test: {
      file: 'test/application/webhooks/messages.spec.ts',
      name: 'the end of an account is told to every organization that it was in',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
];
