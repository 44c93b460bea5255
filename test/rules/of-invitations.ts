// Rules of invitations: states and tokens.
import type { Rule } from './rule.js';

export const invitations: readonly Rule[] = [
  {
    id: 'INV-1',
    rule: 'A pending invitation becomes accepted, declined, revoked or expired; an expired one is renewed; all others are at their end.',
    test: {
      file: 'test/domain/organization/invitation-states.spec.ts',
      name: '$state, by $event, becomes $to (null: it cannot)',
    },
    without: { kind: 'ObjectLiteralExpression', becomes: "{ revoke: 'revoked' }" },
  },
  {
    id: 'INV-2',
    rule: 'An invitation is expired from the moment it expires, whatever has been written.',
    test: { file: 'test/application/invitations/answer.spec.ts', name: 'expires to the second' },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'INV-3',
    rule: 'A sweep writes down which invitations have expired.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'writes down what has expired, organization by organization, and what is renewed keeps its row',
    },
    without: { kind: 'AwaitExpression', becomes: '[]' },
  },
  {
    id: 'INV-4',
    rule: 'Inviting again renews an expired invitation in its row: next revision, new inviter, new role.',
    test: {
      file: 'test/application/invitations/send.spec.ts',
      name: 'renews an expired invitation in its row: next revision, new inviter, new role',
    },
    without: { kind: 'BinaryExpression', becomes: '1' },
  },
  {
    id: 'INV-5',
    rule: 'A closed invitation is kept for 90 days with who closed it and when, and then purged.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'forgets closed invitations after ninety days',
    },
    without: { kind: 'NumericLiteral', becomes: '89' },
  },
  {
    id: 'INV-6',
    rule: 'An invitation expires after 7 days.',
    test: {
      file: 'test/application/invitations/send.spec.ts',
      name: 'invites an address for a week, and shows admins no more than they may see',
    },
    without: { kind: 'NumericLiteral', becomes: '604_801' },
  },
  {
    id: 'INV-7',
    rule: 'The lifetime of invitations is set between 1 hour and 30 days.',
    test: {
      file: 'test/domain/shared/policy.spec.ts',
      name: 'refuses %s outside its bounds, with a sentence that names them',
    },
    without: { kind: 'NumericLiteral', becomes: '3_599' },
  },
  {
    id: 'INV-8',
    rule: 'An invitation expires on a whole second, the same in its token as in its row.',
    test: {
      file: 'test/domain/organization/invitation.prop.ts',
      name: 'is a whole second within the lifetime, and less than a second before its end',
    },
    without: { kind: 'CallExpression', becomes: '$arguments.0' },
  },
  {
    id: 'INV-9',
    rule: 'A token is a compact JWT under HS256 with a type and an audience of its own.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is the header and the payload in a fixed order, and their HMAC',
    },
    without: { kind: 'StringLiteral', becomes: "'JWT'" },
  },
  {
    id: 'INV-10',
    rule: 'A token says the organization, the invitation, its revision and its expiry, and nothing else: no role and no address.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is the header and the payload in a fixed order, and their HMAC',
    },
    without: {
      kind: 'ObjectLiteralExpression',
      becomes: '{ $properties.0, $properties.2, $properties.1, $properties.3, $properties.4 }',
    },
  },
  {
    id: 'INV-11',
    rule: 'A token that says anything else, though it is truly signed, is not read.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is not read with %s for its payload',
    },
    without: {
      kind: 'TemplateExpression',
      becomes:
        '`^\\\\{"aud":"[a-z:]+","org":"([0-9a-f]{24})","inv":"([0-9a-f]{24})","rev":(0|[1-9][0-9]{0,14}),"exp":(0|[1-9][0-9]{0,11})\\\\}$`',
    },
  },
  {
    id: 'INV-12',
    rule: 'A token is derived again from its invitation, always the same, letter by letter.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'comes out the same after every upgrade, since it is not kept anywhere',
    },
    without: {
      kind: 'ObjectLiteralExpression',
      becomes: '{ $properties.0, $properties.1, $properties.2, jti: Math.random() }',
    },
  },
  {
    id: 'INV-13',
    rule: 'No token stands in a row: the invitation keeps its SHA-256.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is signed with the newest key, and marked by its SHA-256',
    },
    without: {
      kind: 'Block',
      becomes:
        '{ return $statements.0.declarationList.declarations.0.initializer.expression.arguments.0; }',
    },
  },
  {
    id: 'INV-14',
    rule: 'No token and no digest leaves the core but by mail, or as the link that an admin asks for.',
    test: {
      file: 'test/application/secrets.spec.ts',
      name: 'answers and throws without a token, a key or a digest',
    },
    without: { kind: 'StringLiteral', becomes: "'admin'" },
  },
  {
    id: 'INV-15',
    rule: 'The link that an admin asks for is journaled.',
    test: {
      file: 'test/application/invitations/many.spec.ts',
      name: 'need no mail, and are bound to the address all the same',
    },
    without: { kind: 'ObjectLiteralExpression', becomes: '' },
  },
  {
    id: 'INV-16',
    rule: 'A link that was handed over is for the invited address only.',
    test: {
      file: 'test/application/invitations/many.spec.ts',
      name: 'need no mail, and are bound to the address all the same',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'INV-17',
    rule: 'Keys rotate: what an older key has signed is read as long as the key is given.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'of an older key is still derived and read',
    },
    without: { kind: 'Identifier', becomes: '$node.slice(0, 1)' },
  },
  {
    id: 'INV-18',
    rule: 'A key that is withdrawn takes its tokens with it: every pending invitation is issued anew.',
    test: {
      file: 'test/application/invitations/many.spec.ts',
      name: 'all of them, when the key that signed them is withdrawn',
    },
    without: { kind: 'AwaitExpression', becomes: '[]' },
  },
  {
    id: 'INV-19',
    rule: 'A relay mails only the token whose digest the row has.',
    test: {
      file: 'test/application/relay/relay-run.spec.ts',
      name: 'never sign what is not the token of the row',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
];
