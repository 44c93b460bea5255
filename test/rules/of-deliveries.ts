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
    without: {
      file: 'src/application/relay/deliver-event.ts',
      find: "id: id.replaceAll('.', '_'),",
      replace: "id: id.replaceAll('.', '_') + now.getTime(),",
    },
  },
  {
    id: 'WEBHOOK-22',
    rule: 'A delivery is signed as Standard Webhooks says: over its id, its time and its body.',
    test: {
      file: 'test/application/webhooks/end-to-end.spec.ts',
      name: 'arrive signed, and say what happened to what',
    },
    without: {
      file: 'src/adapters/webhooks/signature.ts',
      find: 'const content = ',
      replace: 'const content = body || ',
    },
  },
  {
    id: 'WEBHOOK-23',
    rule: 'A host that leads to an address that is not public is not connected to.',
    test: {
      file: 'test/adapters/webhooks/safe-addresses.spec.ts',
      name: 'that leads to %s is refused without a connection',
    },
    without: {
      file: 'src/adapters/webhooks/index.ts',
      find: "if (!addresses.every(target.isAllowed)) return { kind: 'refused', reason: 'address' };",
      replace: '',
    },
  },
  {
    id: 'WEBHOOK-24',
    rule: 'A webhook is disabled where its receiver answers 410, or its host leads to an address that is not public.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'disables the webhook of a receiver that %s, and sends no more',
    },
    without: {
      file: 'src/application/relay/deliver-event.ts',
      find: "if (outcome?.kind === 'gone' || outcome?.kind === 'refused') {",
      replace: 'if (false) {',
    },
  },
  {
    id: 'WEBHOOK-25',
    rule: 'An event that is not taken is tried eight times, over nearly two days.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'gives an event up after eight attempts, and disables the webhook that nobody has mended',
    },
    without: { file: 'src/domain/shared/delivery.ts', find: '43_200, 86_400]', replace: '43_200]' },
  },
  {
    id: 'WEBHOOK-26',
    rule: 'A webhook whose event was given up is disabled.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'gives an event up after eight attempts, and disables the webhook that nobody has mended',
    },
    without: {
      file: 'src/application/relay/deliver-event.ts',
      find: "await silence(context, owner, { ...webhook, revision }, 'failing');",
      replace: '',
    },
  },
  {
    id: 'WEBHOOK-27',
    rule: 'An event that was given up disables no webhook that was changed since.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'leaves a webhook on that was changed since the event was lost',
    },
    without: {
      file: 'src/application/relay/deliver-event.ts',
      find: "{ ...webhook, revision }, 'failing'",
      replace: "webhook, 'failing'",
    },
  },
  {
    id: 'WEBHOOK-28',
    rule: 'What comes of a delivery disables no webhook that was changed meanwhile.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'disables none that was changed while its receiver was asked',
    },
    without: {
      file: 'src/application/webhooks/by-relay.ts',
      find: ' || !isUnchanged(webhook, seen)',
      replace: '',
    },
  },
  {
    id: 'WEBHOOK-29',
    rule: 'What waits for a webhook that is disabled, removed or no longer wants it is dropped.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'drops what the webhook no longer wants: disabled, removed, not subscribed, made after it',
    },
    without: {
      file: 'src/domain/webhook/webhook.ts',
      find: 'return webhook.disabled === undefined && webhook.events.includes(event);',
      replace: 'return true;',
    },
  },
  {
    id: 'WEBHOOK-30',
    rule: 'A test is sent once, and is not tried again.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'tests once, enabled or not, and disables nothing that fails a test',
    },
    without: {
      file: 'src/application/relay/deliver-event.ts',
      find: 'if (!isWorthAnother || event === testEvent)',
      replace: 'if (!isWorthAnother)',
    },
  },
  {
    id: 'WEBHOOK-31',
    rule: 'A webhook is tested at most ten times an hour.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'are tested ten times an hour',
    },
    without: {
      file: 'src/application/webhooks/change.ts',
      find: 'const testsAnHour = 10;',
      replace: 'const testsAnHour = 11;',
    },
  },
  {
    id: 'WEBHOOK-32',
    rule: 'A delivery puts the secrets that it meets under the newest key.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'puts secrets under the newest key as it meets them, which nobody sees',
    },
    without: {
      file: 'src/application/relay/deliver-event.ts',
      find: 'await reencryptWhereOld(context, cipher, owner, told.webhook);',
      replace: '',
    },
  },
  {
    id: 'WEBHOOK-33',
    rule: 'Putting secrets under the newest key leaves the time at which their owner was last changed.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'puts secrets under the newest key as it meets them, which nobody sees',
    },
    without: {
      file: 'src/application/webhooks/by-relay.ts',
      find: 'rewritten(found, after, found.row.value.updatedAt)',
      replace: 'rewritten(found, after, new Date(0))',
    },
  },
  {
    id: 'WEBHOOK-34',
    rule: 'Putting secrets under the newest key stands in no audit trail.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'puts secrets under the newest key as it meets them, which nobody sees',
    },
    without: {
      file: 'src/application/webhooks/by-relay.ts',
      find: 'organizations: [],',
      replace:
        "organizations: [found.kind === 'app' ? found.row.value.organizationId : found.row.value.id],",
    },
  },
];
