// Rules of how events are delivered, and of what ends that.
import type { Rule } from './rule.js';

export const deliveries: readonly Rule[] = [
  {
    id: 'WEBHOOK-21',
    rule: 'Every attempt to deliver an event has the same id.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'tries again later under the same id, signed and dated anew',
    },
    without: { kind: 'CallExpression', becomes: '$node + Math.random()' },
  },
  {
    id: 'WEBHOOK-22',
    rule: 'A delivery is signed as Standard Webhooks says: over its id, its time and its body.',
    test: {
      file: 'test/application/webhooks/end-to-end.spec.ts',
      name: 'arrive signed, and say what happened to what',
    },
    without: { kind: 'TemplateExpression', becomes: '$templateSpans.2.expression || $node' },
  },
  {
    id: 'WEBHOOK-23',
    rule: 'A host that leads to an address that is not public is not connected to.',
    test: {
      file: 'test/adapters/webhooks/safe-addresses.spec.ts',
      name: 'that leads to %s is refused without a connection',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'WEBHOOK-24',
    rule: 'A webhook is disabled where its receiver answers 410, or its host leads to an address that is not public.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'disables the webhook of a receiver that %s, and sends no more',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'WEBHOOK-25',
    rule: 'An event that is not taken is tried eight times, over nearly two days.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'gives an event up after eight attempts, and disables the webhook that nobody has mended',
    },
    without: { kind: 'NumericLiteral', becomes: '' },
  },
  {
    id: 'WEBHOOK-26',
    rule: 'A webhook whose event was given up is disabled.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'gives an event up after eight attempts, and disables the webhook that nobody has mended',
    },
    without: { kind: 'ExpressionStatement', becomes: '' },
  },
  {
    id: 'WEBHOOK-27',
    rule: 'An event that was given up disables no webhook that was changed since.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'leaves a webhook on that was changed since the event was lost',
    },
    without: { kind: 'ObjectLiteralExpression', becomes: '$properties.0.expression' },
  },
  {
    id: 'WEBHOOK-28',
    rule: 'What comes of a delivery disables no webhook that was changed meanwhile.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'disables none that was changed while its receiver was asked',
    },
    without: { kind: 'PrefixUnaryExpression', becomes: 'false' },
  },
  {
    id: 'WEBHOOK-29',
    rule: 'What waits for a webhook that is disabled, removed or no longer wants it is dropped.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'drops what the webhook no longer wants: disabled, removed, not subscribed, made after it',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'WEBHOOK-30',
    rule: 'A test is sent once, and is not tried again.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'tests once, enabled or not, and disables nothing that fails a test',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'WEBHOOK-31',
    rule: 'A webhook is tested at most ten times an hour.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'are tested ten times an hour',
    },
    without: { kind: 'NumericLiteral', becomes: '11' },
  },
  {
    id: 'WEBHOOK-32',
    rule: 'A delivery puts the secrets that it meets under the newest key.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'puts secrets under the newest key as it meets them, which nobody sees',
    },
    without: { kind: 'ExpressionStatement', becomes: '' },
  },
  {
    id: 'WEBHOOK-33',
    rule: 'Putting secrets under the newest key leaves the time at which their owner was last changed.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'puts secrets under the newest key as it meets them, which nobody sees',
    },
    without: { kind: 'PropertyAccessExpression', becomes: 'new Date(0)' },
  },
  {
    id: 'WEBHOOK-34',
    rule: 'Putting secrets under the newest key stands in no audit trail.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'puts secrets under the newest key as it meets them, which nobody sees',
    },
    without: {
      kind: 'ArrayLiteralExpression',
      becomes: "[found.kind === 'app' ? found.row.value.organizationId : found.row.value.id]",
    },
  },
];
