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
    without: {
      file: 'src/application/keys/owner.ts',
      find: "? authorityOverApp(asking, owner.appId, 'keys:manage')",
      replace: "? authorityOverApp(asking, owner.appId, 'apps:read')",
    },
  },
  {
    id: 'WEBHOOK-2',
    rule: 'A webhook of an organization is managed by its admins.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'of an organization are for its admins',
    },
    without: {
      file: 'src/application/keys/owner.ts',
      find: "owner.organizationId, 'keys:manage')",
      replace: "owner.organizationId, 'apps:read')",
    },
  },
  {
    id: 'WEBHOOK-3',
    rule: 'A webhook’s URL is https.',
    test: { file: 'test/domain/webhook/webhook-url.spec.ts', name: 'may not be %s' },
    without: {
      file: 'src/domain/webhook/webhook-url.ts',
      find: "if (protocol !== 'https:') return 'the address of a webhook must be https';",
      replace: '',
    },
  },
  {
    id: 'WEBHOOK-4',
    rule: 'A webhook’s URL is at port 443 or 8443.',
    test: { file: 'test/domain/webhook/webhook-url.spec.ts', name: 'may not be %s' },
    without: {
      file: 'src/domain/webhook/webhook-url.ts',
      find: "if (!ports.has(port || '443')) return 'the address of a webhook must be at port 443 or 8443';",
      replace: '',
    },
  },
  {
    id: 'WEBHOOK-5',
    rule: 'A webhook’s URL names a public host, and none by its number.',
    test: {
      file: 'test/domain/webhook/webhook-url.prop.ts',
      name: 'names no address by its number, however it is written',
    },
    without: {
      file: 'src/domain/shared/web-address.ts',
      find: "if (!publicHost.test(url.hostname)) return 'the address must name a public host';",
      replace: '',
    },
  },
  {
    id: 'WEBHOOK-6',
    rule: 'The secret of a webhook is shown once: a repeated command is answered without it.',
    test: {
      file: 'test/application/webhooks/webhook-secrets.spec.ts',
      name: 'are in one answer each, and in what is signed',
    },
    without: {
      file: 'src/application/webhooks/secret.ts',
      find: 'return webhook.secret === ciphertext ? text : null;',
      replace: 'return text;',
    },
  },
  {
    id: 'WEBHOOK-7',
    rule: 'The secret of a webhook is stored encrypted.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'are made with a secret that is shown once and kept encrypted',
    },
    without: {
      file: 'src/application/webhooks/secret.ts',
      find: 'ciphertext: await cipher.encrypt(text, placeOf(owner))',
      replace: 'ciphertext: text',
    },
  },
  {
    id: 'WEBHOOK-8',
    rule: 'The ciphertext of a secret can be read in its own row alone.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'reads no secret that was moved from another row',
    },
    without: {
      file: 'src/application/webhooks/secret.ts',
      find: "return owner.kind === 'app'",
      replace: "return owner.kind ? 'a webhook' : owner.kind === 'app'",
    },
  },
  {
    id: 'WEBHOOK-9',
    rule: 'The secret of a webhook leaves the core in no view, not even encrypted.',
    test: {
      file: 'test/application/webhooks/webhook-secrets.spec.ts',
      name: 'are in one answer each, and in what is signed',
    },
    without: {
      file: 'src/domain/shared/fields.ts',
      find: "  secret: 'secret',",
      replace: "  secret: 'admin',",
    },
  },
  {
    id: 'WEBHOOK-10',
    rule: 'A webhook that is configured again keeps its secret, and whether it is enabled.',
    test: {
      file: 'test/domain/webhook/webhook.spec.ts',
      name: 'keeps the secret of the one there is, and whether it is enabled',
    },
    without: {
      file: 'src/domain/webhook/webhook.ts',
      find: 'changed({ ...before, url, events }, now)',
      replace: 'changed({ ...before, url, events, secret }, now)',
    },
  },
  {
    id: 'WEBHOOK-11',
    rule: 'A secret that was rotated away signs for 24 hours beside the new one.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'signs with both secrets for a day after a rotation, the newest first',
    },
    without: {
      file: 'src/domain/webhook/webhook.ts',
      find: 'until: secondsAfter(now, secretOverlap)',
      replace: 'until: now',
    },
  },
  {
    id: 'WEBHOOK-12',
    rule: 'A secret is not rotated again before the overlap is over.',
    test: { file: 'test/domain/webhook/webhook.spec.ts', name: 'is refused until the day is over' },
    without: {
      file: 'src/domain/webhook/webhook.ts',
      find: "if (until !== undefined && until > now) return refuse({ code: 'rotation_in_progress', until });",
      replace: '',
    },
  },
  {
    id: 'WEBHOOK-13',
    rule: 'The webhook of an app tells events of apps, that of an organization those of organizations.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'are an organization’s, too, and neither knows the other’s events',
    },
    without: {
      file: 'src/application/webhooks/configure.ts',
      find: "kind === 'app' ? appEvents : organizationEvents;",
      replace: 'webhookEvents;',
    },
  },
  {
    id: 'WEBHOOK-14',
    rule: 'A webhook goes with its app to another organization, and tells of it there.',
    test: {
      file: 'test/application/relay/webhooks.spec.ts',
      name: 'goes with the app to another organization, and names that',
    },
    without: {
      file: 'src/domain/app/app.ts',
      find: "return { ...app, organizationId: to, testers: [], tier: 'none', updatedAt: now };",
      replace:
        'const { webhook: _webhook, ...rest } = app; return { ...rest, organizationId: to, updatedAt: now };',
    },
  },
  {
    id: 'WEBHOOK-15',
    rule: 'A webhook ends with its app, when that is archived.',
    test: {
      file: 'test/application/webhooks/configure.spec.ts',
      name: 'end with the app, and with the organization',
    },
    without: { file: 'src/domain/app/app.ts', find: '    webhook: _webhook,\n', replace: '' },
  },
  {
    id: 'WEBHOOK-16',
    rule: 'What a command has done is told in the same commit.',
    test: { file: 'test/application/webhooks/messages.spec.ts', name: 'in the very commit: $name' },
    without: {
      file: 'src/application/use-case/command.ts',
      find: '...eventMessages(subscribers, facts)',
      replace: '',
    },
  },
  {
    id: 'WEBHOOK-17',
    rule: 'What is about an app is told to the app’s webhook alone.',
    test: {
      file: 'test/domain/webhook/telling.spec.ts',
      name: 'is an organization’s own to an organization: its apps speak for themselves',
    },
    without: {
      file: 'src/domain/webhook/telling.ts',
      find: "if ('appId' in fact && fact.appId !== undefined) return fact.appId;",
      replace: '',
    },
  },
  {
    id: 'WEBHOOK-18',
    rule: 'An event names what it is about by ids, and holds nothing else.',
    test: {
      file: 'test/domain/webhook/telling.spec.ts',
      name: 'is an organization’s own to an organization: its apps speak for themselves',
    },
    without: {
      file: 'src/domain/webhook/telling.ts',
      find: "'newKeyId', 'userId']",
      replace: "'newKeyId', 'userId', 'role']",
    },
  },
  {
    id: 'WEBHOOK-19',
    rule: 'A webhook tells only what it was asked for.',
    test: {
      file: 'test/domain/webhook/telling.spec.ts',
      name: 'is what was asked for, while it is enabled, and nothing where there is no webhook',
    },
    without: {
      file: 'src/domain/webhook/telling.ts',
      find: 'webhook.events.includes(event) && ',
      replace: '',
    },
  },
  {
    id: 'WEBHOOK-20',
    rule: 'The end of an account is told to the organizations in which the person was a plain member, too.',
    test: {
      file: 'test/application/webhooks/messages.spec.ts',
      name: 'the end of an account is told to every organization that it was in',
    },
    without: {
      file: 'src/application/users/delete.ts',
      find: '      ...others.map(({ value }) => value),\n',
      replace: '',
    },
  },
];
