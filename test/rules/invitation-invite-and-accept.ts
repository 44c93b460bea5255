// Rules of invitations: inviting and accepting.
import type { Rule } from './rule.js';

export const inviteAndAcceptRules: readonly Rule[] = [
  {
    id: 'INV-20',
    statement: 'An invitation can be sent without a mail.',
    test: {
      file: 'test/application/invitations/invite-revoke-resend.spec.ts',
      name: 'invites without a mail, for a link that an admin passes on',
    },
    removal: { kind: 'CallExpression', replacement: 'z.literal(true).optional()' },
  },
  {
    id: 'INV-21',
    statement:
      'An address has at most one pending invitation of an organization, and inviting it again is refused with the id of that one.',
    test: {
      file: 'test/application/invitations/invite-revoke-resend.spec.ts',
      name: 'allows one pending invitation per address, in every spelling',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'INV-22',
    statement: 'If 20 admins invite one address at once, one invitation is written.',
    test: {
      file: 'test/application/use-case/one-winner.race.ts',
      name: '$what; reading first and inserting writes too many',
    },
    removal: { kind: 'PropertyAssignment', replacement: '' },
  },
  {
    id: 'INV-23',
    statement: 'A member of the organization cannot be invited.',
    test: {
      file: 'test/application/invitations/invite-revoke-resend.spec.ts',
      name: 'refuses to invite a member',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'INV-24',
    statement:
      'The role comes from the stored invitation, not from the one that an older token was made for.',
    test: {
      file: 'test/application/invitations/accept-decline.spec.ts',
      name: 'makes the user a member and closes the invitation in the same commit',
    },
    removal: { kind: 'BindingElement', replacement: "_none: $name = 'member'" },
  },
  {
    id: 'INV-25',
    statement: 'Nobody can invite to a role that has more permissions than their own.',
    test: {
      file: 'test/domain/organization/role.spec.ts',
      name: 'are at most as high as another role if it has all their permissions',
    },
    removal: { kind: 'CallExpression', replacement: 'true' },
  },
  {
    id: 'INV-26',
    statement:
      'Only who may manage invitations (`invitations:manage`) revokes them, sends them again and requests their links.',
    test: {
      file: 'test/application/invitations/create-link.spec.ts',
      name: 'is given only to admins, and only by a service that has the key',
    },
    removal: { kind: 'ArrayLiteralExpression', replacement: "[...$node, 'invitations:manage']" },
  },
  {
    id: 'INV-27',
    statement: 'The user who accepts has the invited address, compared by identity key.',
    test: {
      file: 'test/application/invitations/accept-decline.spec.ts',
      name: 'needs an active account with the invited address, verified',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'INV-28',
    statement: 'The user who accepts has verified their address.',
    test: {
      file: 'test/application/invitations/accept-decline.spec.ts',
      name: 'needs an active account with the invited address, verified',
    },
    removal: { kind: 'ConditionalExpression', replacement: 'null' },
  },
  {
    id: 'INV-29',
    statement:
      'Accepting adds the membership, closes the invitation and writes the journal entry in one commit.',
    test: {
      file: 'test/application/invitations/accept-decline.spec.ts',
      name: 'makes the user a member and closes the invitation in the same commit',
    },
    removal: { kind: 'CallExpression', replacement: '' },
  },
  {
    id: 'INV-30',
    statement:
      'If the addressee accepts twice at once, there is one membership, and both calls return it.',
    test: {
      file: 'test/rules/invitations.spec.ts',
      name: 'gives one membership if its addressee accepts twice at once, and both calls return it',
    },
    removal: { kind: 'CallExpression', replacement: '' },
  },
  {
    id: 'INV-31',
    statement:
      'The holder of a token sees the public profile of the organization, the role, the name of the inviter and the expiry, and nothing else.',
    test: {
      file: 'test/application/invitations/accept-decline.spec.ts',
      name: 'shows the public profile, the role, the inviter and the expiry to the holder of the token',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
  {
    id: 'INV-32',
    statement:
      'Malformed, forged, foreign, outdated and unknown tokens all get the same answer: not found.',
    test: {
      file: 'test/application/invitations/accept-decline.spec.ts',
      name: 'refuses tokens of an older revision, a deleted organization or another storage',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'INV-33',
    statement: 'Only a token with a valid signature shows that its invitation has expired.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is rejected with a signature under another secret',
    },
    removal: { kind: 'PrefixUnaryExpression', replacement: 'false' },
  },
];
