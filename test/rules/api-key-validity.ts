// Rules of when a key opens nothing, and for whom.
import type { Rule } from './rule.js';

export const apiKeyValidityRules: readonly Rule[] = [
  {
    id: 'KEY-17',
    statement: 'An expired key does not authenticate.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'fails once the key has expired or is revoked',
    },
    removal: { kind: 'ParenthesizedExpression', replacement: 'true' },
  },
  {
    id: 'KEY-18',
    statement: 'A revoked key stops authenticating at once and for good.',
    test: {
      file: 'test/application/keys/rotate-revoke-expire.spec.ts',
      name: 'are revoked at once and for good, and only once',
    },
    removal: { kind: 'BinaryExpression', innermost: true, replacement: 'true' },
  },
  {
    id: 'KEY-19',
    statement: 'After a rotation, the old key stays valid for 24 hours by default.',
    test: {
      file: 'test/application/keys/rotate-revoke-expire.spec.ts',
      name: 'stay valid for a day beside the new key after a rotation',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
  {
    id: 'KEY-20',
    statement: 'The overlap of a rotation is 0 to 7 days.',
    test: {
      file: 'test/application/keys/rotate-revoke-expire.spec.ts',
      name: 'end at once without an overlap, and after at most a week',
    },
    removal: { kind: 'NumericLiteral', replacement: '8' },
  },
  {
    id: 'KEY-21',
    statement: 'A key cannot be rotated again before the overlap is over.',
    test: {
      file: 'test/application/keys/rotate-revoke-expire.spec.ts',
      name: 'cannot be rotated again before the overlap is over, neither the old key nor the new one',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'KEY-22',
    statement:
      'A rotation does not extend the expiry: neither key outlives the expiry of the old key.',
    test: {
      file: 'test/application/keys/rotate-revoke-expire.spec.ts',
      name: 'are not extended by a rotation: neither key outlives the expiry of the old key',
    },
    removal: { kind: 'BindingElement', replacement: '_none: $name = null' },
  },
  {
    id: 'KEY-23',
    statement: 'An app or an organization has at most 20 valid keys.',
    test: {
      file: 'test/application/keys/rotate-revoke-expire.spec.ts',
      name: 'make room for new ones',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'KEY-24',
    statement: 'Only the last 200 ended keys of an owner are kept.',
    test: {
      file: 'test/application/keys/rotate-revoke-expire.spec.ts',
      name: 'are removed except for the last 200, some with every new key',
    },
    removal: { kind: 'NumericLiteral', replacement: '201' },
  },
  {
    id: 'KEY-25',
    statement: "A key stays valid after its creator's membership ends.",
    test: {
      file: 'test/application/keys/rotate-revoke-expire.spec.ts',
      name: 'stay valid when their creator leaves',
    },
    removal: {
      kind: 'PrefixUnaryExpression',
      replacement:
        '$node || ($operand.arguments.0.createdBy !== undefined && (await storage.memberships.activeOf($operand.arguments.0.createdBy)).length < 2)',
    },
  },
  {
    id: 'KEY-26',
    statement: 'A command that an admin sent before being removed creates no key.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are not created by an admin who was removed before the commit',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'KEY-27',
    statement: 'If an app moves while a key is being created for it, no key is created.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are not created for an app that has moved away since it was read',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'KEY-28',
    statement: 'The keys of a suspended or taken-down app do not authenticate.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'returns app_suspended for a valid key if the app is %s',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'KEY-29',
    statement: 'The keys of a deleted app or organization do not authenticate.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'fails while the app or the organization is deleted',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'KEY-30',
    statement:
      'A key of an app authenticates for the organization that owns the app now, also after a move.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with their keys and their release',
    },
    removal: {
      kind: 'PropertyAccessExpression',
      replacement: '($expression.live?.listing.publisher.organizationId ?? $node)',
    },
  },
  {
    id: 'KEY-31',
    statement: 'The use of a key is recorded at most once a minute.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'records the use at most once a minute, and only if it succeeds',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'KEY-32',
    statement: 'A valid key authenticates even if its use cannot be recorded.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'succeeds if the use cannot be recorded, and fails if the key cannot be read',
    },
    removal: { kind: 'IfStatement', replacement: '$thenStatement' },
  },
  {
    id: 'KEY-33',
    statement: 'When an app moves, its valid keys are revoked, except those that the mover keeps.',
    test: {
      file: 'test/application/apps/move-keys-webhook.spec.ts',
      name: 'loses its keys and its webhook at the time of the move, in the same commit',
    },
    removal: { kind: 'PrefixUnaryExpression', replacement: 'false' },
  },
  {
    id: 'KEY-34',
    statement: 'A key may do what its permissions say, and no more.',
    test: {
      file: 'test/application/keys/permissions.spec.ts',
      name: 'are those that were given, also after a rotation',
    },
    removal: { kind: 'CallExpression', replacement: 'true' },
  },
  {
    id: 'KEY-35',
    statement: 'A rotation keeps the permissions of the key.',
    test: {
      file: 'test/application/keys/permissions.spec.ts',
      name: 'are those that were given, also after a rotation',
    },
    removal: { kind: 'Identifier', replacement: '[]' },
  },
  {
    id: 'KEY-36',
    statement: 'Nobody creates or rotates a key that may do what they may not do themselves.',
    test: {
      file: 'test/application/keys/permissions.spec.ts',
      name: 'are at most those of who creates or rotates the key',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'KEY-37',
    statement: 'The key of a suspended app may do nothing.',
    test: {
      file: 'test/application/keys/permissions.spec.ts',
      name: 'count for an app’s key until the app is suspended',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'KEY-38',
    statement:
      'Nobody keeps a key in a move that may do what they may not do in the new organization.',
    test: {
      file: 'test/application/keys/permissions.spec.ts',
      name: 'are at most those of who keeps the key when its app moves',
    },
    removal: { kind: 'ConditionalExpression', replacement: 'null' },
  },
];
