// Rules of roles, admins and what goes with them.
import type { Rule } from './rule.js';

export const members: readonly Rule[] = [
  {
    id: 'ORG-27',
    rule: 'Admins manage members, billing and keys; members see the organization: one table says who may do what.',
    test: {
      file: 'test/application/memberships/memberships.spec.ts',
      name: 'lets admins do everything, members what is theirs, and the others nothing',
    },
    without: { kind: 'StringLiteral', becomes: "$node, 'members:manage'" },
  },
  {
    id: 'ORG-28',
    rule: 'A role that is not known is refused, never taken for another one.',
    test: {
      file: 'test/rules/organizations.spec.ts',
      name: 'is not taken for another one where it is not known',
    },
    without: { kind: 'CallExpression', becomes: "$node.catch('member')" },
  },
  {
    id: 'ORG-29',
    rule: 'Nobody demotes the last admin.',
    test: {
      file: 'test/application/memberships/change.spec.ts',
      name: 'keeps the last admin who can sign in',
    },
    without: { kind: 'ConditionalExpression', becomes: 'null' },
  },
  {
    id: 'ORG-30',
    rule: 'The last admin neither leaves nor is removed.',
    test: {
      file: 'test/application/memberships/change.spec.ts',
      name: 'keeps the last admin who can sign in',
    },
    without: { kind: 'CallExpression', becomes: 'null' },
  },
  {
    id: 'ORG-31',
    rule: 'The last admin of an organization does not delete the account; the refusal names every organization in the way.',
    test: {
      file: 'test/application/users/accounts.spec.ts',
      name: 'are deleted once nobody else is left without an admin',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'ORG-32',
    rule: 'A suspension is not refused for the sake of an organization: it names those that it leaves without an admin.',
    test: {
      file: 'test/application/users/accounts.spec.ts',
      name: 'are kept out by the platform, which is told what is left without an admin',
    },
    without: { kind: 'CallExpression', becomes: '[]' },
  },
  {
    id: 'ORG-33',
    rule: 'Admins who cannot sign in do not count as admins.',
    test: {
      file: 'test/application/memberships/change.spec.ts',
      name: 'keeps the last admin who can sign in',
    },
    without: { kind: 'ConditionalExpression', becomes: '$condition.left ? $whenTrue : null' },
  },
  {
    id: 'ORG-34',
    rule: 'Two admins who demote each other at once leave one of them an admin.',
    test: {
      file: 'test/application/memberships/last-admin.race.ts',
      name: 'stays, where two demote each other; counting and demoting leaves none',
    },
    without: { kind: 'CallExpression', becomes: '' },
  },
  {
    id: 'ORG-35',
    rule: 'An admin who leaves while the other one is removed stays.',
    test: {
      file: 'test/application/memberships/last-admin.race.ts',
      name: 'stays, where one leaves while the other is removed; counting and ending leaves none',
    },
    without: { kind: 'CallExpression', becomes: '' },
  },
  {
    id: 'ORG-36',
    rule: 'The owner of a personal organization stays its admin.',
    test: {
      file: 'test/application/memberships/change.spec.ts',
      name: 'keeps the owner of a personal organization its admin',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'ORG-37',
    rule: 'Accepting an invitation never changes a membership that is there.',
    test: {
      file: 'test/application/invitations/answer.spec.ts',
      name: 'never changes a membership that is there',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'ORG-38',
    rule: 'A user is an active member of an organization once.',
    test: {
      file: 'test/application/use-case/one-winner.race.ts',
      name: '$what; looking and inserting makes more of one',
    },
    without: { kind: 'ConditionalExpression', becomes: 'null' },
  },
  {
    id: 'ORG-39',
    rule: 'The pending invitations of a member who leaves or is removed are revoked.',
    test: {
      file: 'test/application/memberships/change.spec.ts',
      name: 'revokes by %s the pending invitations that the member has sent',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'ORG-40',
    rule: 'The pending invitations of an admin who is demoted are revoked.',
    test: {
      file: 'test/application/memberships/change.spec.ts',
      name: 'revokes by %s the pending invitations that the member has sent',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'ORG-41',
    rule: 'The pending invitations of an account that is suspended are revoked.',
    test: {
      file: 'test/application/users/accounts.spec.ts',
      name: 'are kept out by the platform, which is told what is left without an admin',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'ORG-42',
    rule: 'Whether the inviter may still invite is asked again when the invitation is accepted.',
    test: {
      file: 'test/application/invitations/answer.spec.ts',
      name: 'asks again whether the inviter may',
    },
    without: { kind: 'PrefixUnaryExpression', becomes: 'false' },
  },
  {
    id: 'ORG-43',
    rule: 'Authority that was lost and given again does not bring back what was sent before.',
    test: {
      file: 'test/application/invitations/slipped-invitation.spec.ts',
      name: 'is not accepted either once its sender is an admin again',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
];
