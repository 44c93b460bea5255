// Rules of invitations: making and answering them.
import type { Rule } from './rule.js';

export const answers: readonly Rule[] = [
  {
    id: 'INV-20',
    rule: 'An invitation may be made without mail.',
    test: {
      file: 'test/application/invitations/send.spec.ts',
      name: 'invites without a mail, for a link that is handed over',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenTrue' },
  },
  {
    id: 'INV-21',
    rule: 'An address has one pending invitation of an organization; inviting it again names that one.',
    test: {
      file: 'test/application/invitations/send.spec.ts',
      name: 'has one pending invitation an address, however it is written',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'INV-22',
    rule: 'Twenty who invite one address at once make one invitation.',
    test: {
      file: 'test/application/use-case/one-winner.race.ts',
      name: '$what; looking and inserting makes more of one',
    },
    without: { kind: 'ConditionalExpression', becomes: 'null' },
  },
  {
    id: 'INV-23',
    rule: 'Members are not invited.',
    test: { file: 'test/application/invitations/send.spec.ts', name: 'does not invite a member' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'INV-24',
    rule: 'The stored invitation decides on the role, whatever role was in an older token.',
    test: {
      file: 'test/application/invitations/send.spec.ts',
      name: 'renews an expired invitation in its row: next revision, new inviter, new role',
    },
    without: { kind: 'ShorthandPropertyAssignment', becomes: "$name: 'member'" },
  },
  {
    id: 'INV-25',
    rule: 'Nobody invites to a role above their own.',
    test: {
      file: 'test/domain/organization/role.spec.ts',
      name: 'are at most another where whatever they allow is allowed there',
    },
    without: { kind: 'CallExpression', becomes: 'true' },
  },
  {
    id: 'INV-26',
    rule: 'Invitations are revoked, sent again and handed over by admins.',
    test: {
      file: 'test/application/invitations/many.spec.ts',
      name: 'are for admins, and for services that know the key',
    },
    without: { kind: 'StringLiteral', becomes: "'organization:read'" },
  },
  {
    id: 'INV-27',
    rule: 'Whoever accepts has the invited address by its identity key.',
    test: {
      file: 'test/application/invitations/answer.spec.ts',
      name: 'is for the verified address that was invited, of an active account',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'INV-28',
    rule: 'Whoever accepts has verified the address.',
    test: {
      file: 'test/application/invitations/answer.spec.ts',
      name: 'is for the verified address that was invited, of an active account',
    },
    without: { kind: 'ConditionalExpression', becomes: 'null' },
  },
  {
    id: 'INV-29',
    rule: 'Accepting adds the membership and closes the invitation in one commit, with its entry in the journal.',
    test: {
      file: 'test/application/invitations/answer.spec.ts',
      name: 'joins whoever accepts, and closes the invitation in the same commit',
    },
    without: { kind: 'CallExpression', becomes: '' },
  },
  {
    id: 'INV-30',
    rule: 'Of two who accept at once one wins, and the other is told that it has been accepted.',
    test: {
      file: 'test/rules/invitations.spec.ts',
      name: 'is accepted once of two at once, and the other is told so',
    },
    without: { kind: 'ObjectLiteralExpression', becomes: 'null' },
  },
  {
    id: 'INV-31',
    rule: 'Who holds a token sees the public profile, the role, the name of the inviter and the expiry, and nothing else.',
    test: {
      file: 'test/application/invitations/answer.spec.ts',
      name: 'shows the public profile, the role, the inviter and the expiry to whoever holds the token',
    },
    without: { kind: 'CallExpression', becomes: '$arguments.0' },
  },
  {
    id: 'INV-32',
    rule: 'Bad, forged, foreign, stale and unknown tokens are all answered as not found.',
    test: {
      file: 'test/application/invitations/answer.spec.ts',
      name: 'knows no token of an older revision, of a deleted organization, or of another storage',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenTrue' },
  },
  {
    id: 'INV-33',
    rule: 'That an invitation has expired is said only to who has a token that we have signed.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is not read with a signature under a secret of somebody else',
    },
    without: { kind: 'PrefixUnaryExpression', becomes: 'false' },
  },
];
