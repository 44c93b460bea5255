// Rules of API keys.
import type { Rule } from './rule.js';

export const apiKeys: readonly Rule[] = [
  {
    id: 'KEY-1',
    rule: 'A key is `<prefix>_<environment>_<id>_<secret>`, with a checksum of eight hex digits behind the secret.',
    test: {
      file: 'test/domain/app/key-text.spec.ts',
      name: 'is everything before the checksum, and the first eight digits of a SHA-256',
    },
    without: {
      file: 'src/domain/app/key-text.ts',
      find: 'const checksumLength = 8;',
      replace: 'const checksumLength = 7;',
    },
  },
  {
    id: 'KEY-2',
    rule: 'A text is read as a key in one way only.',
    test: {
      file: 'test/application/keys/keys.prop.ts',
      name: 'is read back as what it was made for',
    },
    without: {
      file: 'src/domain/app/key-text.ts',
      find: '{ prefix, environment, id, secret, checksum };',
      replace: '{ prefix, environment, id, secret: secret + checksum, checksum };',
    },
  },
  {
    id: 'KEY-3',
    rule: 'A prefix of keys has 2 to 16 characters of a–z and 0–9, the first a letter.',
    test: { file: 'test/domain/app/key-text.spec.ts', name: 'can be %s' },
    without: {
      file: 'src/domain/app/key-text.ts',
      find: 'const prefixForm = /^[a-z][a-z0-9]{1,15}$/;',
      replace: 'const prefixForm = /^[a-z][a-z0-9]{2,15}$/;',
    },
  },
  {
    id: 'KEY-4',
    rule: 'A key is kept by the SHA-256 of its secret.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are made for an app, shown once, and kept by the digest of the secret',
    },
    without: {
      file: 'src/application/keys/mint.ts',
      find: '    digestOf(digests, secret),\n    textFor',
      replace: '    digestOf(digests, secret.slice(1)),\n    textFor',
    },
  },
  {
    id: 'KEY-5',
    rule: 'A key is shown once: a repeated command is answered without it.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are not shown again to a repeated command',
    },
    without: {
      file: 'src/application/keys/mint.ts',
      find: 'return id === key.id ? texts[key.environment] : null;',
      replace: 'return texts[key.environment];',
    },
  },
  {
    id: 'KEY-6',
    rule: 'A key whose answer the storage has lost is shown all the same.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are shown once although the answer of the storage was lost',
    },
    without: {
      file: 'src/application/keys/mint.ts',
      find: 'return id === key.id ? texts[key.environment] : null;',
      replace: 'return null;',
    },
  },
  {
    id: 'KEY-7',
    rule: 'The digest of a key leaves the core in no answer.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are made for an app, shown once, and kept by the digest of the secret',
    },
    without: {
      file: 'src/domain/shared/fields.ts',
      find: "digest: 'secret',",
      replace: "digest: 'admin',",
    },
  },
  {
    id: 'KEY-8',
    rule: 'The digest of a key authenticates nothing.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'lets nobody in by anything but the whole key',
    },
    without: {
      file: 'src/application/keys/authenticate.ts',
      find: 'return isRight && key?.environment === environment ? key : null;',
      replace: 'return key;',
    },
  },
  {
    id: 'KEY-9',
    rule: 'A key opens nothing in another environment.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'lets nobody in by anything but the whole key',
    },
    without: {
      file: 'src/application/keys/authenticate.ts',
      find: 'isRight && key?.environment === environment ? key : null',
      replace: 'isRight ? key : null',
    },
  },
  {
    id: 'KEY-10',
    rule: 'A key under another prefix is none.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'lets nobody in by anything but the whole key',
    },
    without: {
      file: 'src/application/keys/mint.ts',
      find: 'if (written === null || written.prefix !== keyPrefix) return null;',
      replace: 'if (written === null) return null;',
    },
  },
  {
    id: 'KEY-11',
    rule: 'A typing error in a key asks no storage.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'reads and compares whether or not there is such a key, and nothing for a typing error',
    },
    without: {
      file: 'src/application/keys/authenticate.ts',
      find: 'const key = isIntact ? ',
      replace: 'const key = true ? ',
    },
  },
  {
    id: 'KEY-12',
    rule: 'A key belongs to an app or to an organization, and not to both.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'belong to an app or to an organization, and not to both or to neither',
    },
    without: {
      file: 'src/application/keys/owner.ts',
      find: 'if (appId !== undefined && organizationId === undefined)',
      replace: 'if (appId !== undefined)',
    },
  },
  {
    id: 'KEY-13',
    rule: 'Keys are managed by admins.',
    test: { file: 'test/application/keys/keys.spec.ts', name: 'are managed by admins' },
    without: {
      file: 'src/application/keys/owner.ts',
      find: "? authorityOverApp(asking, owner.appId, 'keys:manage')",
      replace: "? authorityOverApp(asking, owner.appId, 'apps:read')",
    },
  },
  {
    id: 'KEY-14',
    rule: 'The keys of an organization are managed by its admins.',
    test: { file: 'test/application/keys/keys.spec.ts', name: 'are managed by admins' },
    without: {
      file: 'src/application/keys/owner.ts',
      find: "owner.organizationId, 'keys:manage')",
      replace: "owner.organizationId, 'apps:read')",
    },
  },
  {
    id: 'KEY-15',
    rule: 'A key has a name of 1 to 100 characters that people can read.',
    test: {
      file: 'test/domain/app/key-name.spec.ts',
      name: 'has up to 100 characters as Unicode counts them',
    },
    without: {
      file: 'src/domain/app/key-name.ts',
      find: 'const maxKeyNameLength = 100;',
      replace: 'const maxKeyNameLength = 99;',
    },
  },
  {
    id: 'KEY-16',
    rule: 'A key expires within 10 years, or not by itself.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'expire after now and within ten years, or not by themselves',
    },
    without: {
      file: 'src/application/keys/create.ts',
      find: 'const tenYears = 3_650 * 86_400;',
      replace: 'const tenYears = 3_651 * 86_400;',
    },
  },
];
