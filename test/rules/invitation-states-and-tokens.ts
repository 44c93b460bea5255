// Rules of invitations: states and tokens.
import type { Rule } from './rule.js';

export const invitationStateRules: readonly Rule[] = [
  {
    id: 'INV-1',
    statement:
      'A pending invitation can become accepted, declined, revoked or expired, an expired one can become pending again, and every other state is final.',
    test: {
      file: 'test/domain/organization/invitation-states.spec.ts',
      name: '$state becomes $to by $command (null: not possible)',
    },
    removal: { kind: 'ObjectLiteralExpression', replacement: "{ revoke: 'revoked' }" },
  },
  {
    id: 'INV-2',
    statement:
      'An invitation counts as expired from its expiry on, even if its row still says pending.',
    test: {
      file: 'test/application/invitations/accept-decline.spec.ts',
      name: 'is refused from the second of the expiry on',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'INV-3',
    statement: 'Maintenance writes down which invitations have expired.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'writes the expired state of invitations, one organization per commit, and a renewed one keeps its row',
    },
    removal: { kind: 'AwaitExpression', replacement: '[]' },
  },
  {
    id: 'INV-4',
    statement:
      'A new invitation to the address of an expired one renews it in its row, with the next revision, a new inviter and a new role.',
    test: {
      file: 'test/application/invitations/invite-revoke-resend.spec.ts',
      name: 'renews an expired invitation in its row, with the next revision, a new inviter and a new role',
    },
    removal: { kind: 'SpreadAssignment', replacement: '...expired' },
  },
  {
    id: 'INV-5',
    statement:
      'Closed invitations are purged after 90 days; until then they keep who closed them and when.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'removes closed invitations after 90 days',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: '($node - 86_400)' },
  },
  {
    id: 'INV-6',
    statement: 'An invitation expires after 7 days.',
    test: {
      file: 'test/application/invitations/invite-revoke-resend.spec.ts',
      name: 'invites an address for a week, and shows admins only the fields they may see',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: '$node + 1' },
  },
  {
    id: 'INV-7',
    statement: 'The lifetime of invitations can be set from 1 hour to 30 days.',
    test: {
      file: 'test/domain/shared/policy.spec.ts',
      name: 'refuses %s outside its bounds, with a message that contains them',
    },
    removal: { kind: 'NumericLiteral', replacement: '3_599' },
  },
  {
    id: 'INV-8',
    statement:
      'An invitation expires on a whole second, which is the same in its token and in its row.',
    test: {
      file: 'test/domain/organization/invitation.prop.ts',
      name: 'is a whole second, less than a second before the end of the lifetime',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
  {
    id: 'INV-9',
    statement: 'A token is a compact JWT with HS256, a type of its own and an audience of its own.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is the header and the payload in a fixed order, and their HMAC',
    },
    removal: { kind: 'StringLiteral', replacement: "'JWT'" },
  },
  {
    id: 'INV-10',
    statement:
      'A token holds the organization, the invitation, its revision and its expiry, but no role, no address and nothing else.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is the header and the payload in a fixed order, and their HMAC',
    },
    removal: {
      kind: 'ObjectLiteralExpression',
      replacement: '{ $properties.0, $properties.2, $properties.1, $properties.3, $properties.4 }',
    },
  },
  {
    id: 'INV-11',
    statement: 'A token with other content is rejected, even with a valid signature.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is rejected with %s for its payload',
    },
    removal: {
      kind: 'TemplateExpression',
      replacement:
        '`^\\\\{"aud":"[a-z:]+","org":"([0-9a-f]{24})","inv":"([0-9a-f]{24})","rev":(0|[1-9][0-9]{0,14}),"exp":(0|[1-9][0-9]{0,11})\\\\}$`',
    },
  },
  {
    id: 'INV-12',
    statement:
      'A token is not stored but signed again from its invitation, and is the same text every time.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'stays the same after every upgrade, because it is not stored anywhere',
    },
    removal: {
      kind: 'ObjectLiteralExpression',
      replacement: '{ $properties.0, $properties.1, $properties.2, jti: Math.random() }',
    },
  },
  {
    id: 'INV-13',
    statement: 'A signed token is stored only as its SHA-256 digest, in the row of its invitation.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is signed with the newest key, and its fingerprint is its SHA-256',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
  {
    id: 'INV-14',
    statement:
      'Nobody may see the digest of a token, and the token itself leaves the core only in a mail or in the link that an admin requests.',
    test: {
      file: 'test/application/invitation-secrets.spec.ts',
      name: 'returns and throws no token, key or digest',
    },
    removal: { kind: 'StringLiteral', replacement: "'admin'" },
  },
  {
    id: 'INV-15',
    statement: 'The journal records that an admin requested a link.',
    test: {
      file: 'test/application/invitations/create-link.spec.ts',
      name: 'needs no mail, and works only for the invited address',
    },
    removal: { kind: 'ObjectLiteralExpression', replacement: '' },
  },
  {
    id: 'INV-16',
    statement: 'A link that an admin passes on works only for the invited address.',
    test: {
      file: 'test/application/invitations/create-link.spec.ts',
      name: 'needs no mail, and works only for the invited address',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'INV-17',
    statement:
      'A token that was signed with an older key is accepted as long as that key is configured.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'of an older key is still signed and verified',
    },
    removal: { kind: 'Identifier', replacement: '$node.slice(0, 1)' },
  },
  {
    id: 'INV-18',
    statement:
      'After a signing key is revoked, every pending invitation that it signed gets a new token.',
    test: {
      file: 'test/application/invitations/revoke-signing-key.spec.ts',
      name: 'gives every pending invitation that it signed a new token',
    },
    removal: { kind: 'AwaitExpression', replacement: '[]' },
  },
  {
    id: 'INV-19',
    statement: 'A relay mails a token only if its digest is the one in the row.',
    test: {
      file: 'test/application/relay/relay-run.spec.ts',
      name: 'never sign another token than that of the row',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
];
