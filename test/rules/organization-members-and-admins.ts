// Rules of roles, members and admins.
import type { Rule } from './rule.js';

export const memberRules: readonly Rule[] = [
  {
    id: 'ORG-27',
    statement:
      'One table gives the permissions of each role: admins manage members, billing and keys, and members see the organization.',
    test: {
      file: 'test/application/memberships/memberships.spec.ts',
      name: 'gives admins every permission, members their own, and others none',
    },
    removal: { kind: 'StringLiteral', replacement: "$node, 'members:manage'" },
  },
  {
    id: 'ORG-28',
    statement: 'Input with an unknown role is refused; the role is never replaced by another one.',
    test: {
      file: 'test/rules/organizations.spec.ts',
      name: 'is refused if it is unknown',
    },
    removal: { kind: 'CallExpression', replacement: "$node.catch('member')" },
  },
  {
    id: 'ORG-29',
    statement: 'The last admin cannot be demoted.',
    test: {
      file: 'test/application/memberships/change-role-remove-leave.spec.ts',
      name: 'refuses to remove or demote the last admin who can sign in',
    },
    removal: { kind: 'ConditionalExpression', replacement: 'null' },
  },
  {
    id: 'ORG-30',
    statement: 'The last admin cannot leave and cannot be removed.',
    test: {
      file: 'test/application/memberships/change-role-remove-leave.spec.ts',
      name: 'refuses to remove or demote the last admin who can sign in',
    },
    removal: { kind: 'CallExpression', replacement: 'null' },
  },
  {
    id: 'ORG-31',
    statement:
      'The last admin of an organization cannot delete their account, and the refusal names all such organizations.',
    test: {
      file: 'test/application/users/suspend-delete-restore.spec.ts',
      name: 'are deleted once no organization would be left without an admin',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'ORG-32',
    statement:
      'An account can be suspended although it is the last admin, and the answer names the organizations that have no admin then.',
    test: {
      file: 'test/application/users/suspend-delete-restore.spec.ts',
      name: 'are suspended by the platform, and the answer names the organizations without an admin',
    },
    removal: { kind: 'CallExpression', replacement: '[]' },
  },
  {
    id: 'ORG-33',
    statement:
      "A read of an organization's admins leaves out those who cannot sign in, so they do not count as admins.",
    test: {
      file: 'test/application/memberships/change-role-remove-leave.spec.ts',
      name: 'refuses to remove or demote the last admin who can sign in',
    },
    removal: { kind: 'BinaryExpression', replacement: '$left' },
  },
  {
    id: 'ORG-34',
    statement: 'If two admins demote each other at once, one of them stays an admin.',
    test: {
      file: 'test/application/memberships/last-admin.race.ts',
      name: 'stays where two demote each other; without the guard none is left',
    },
    removal: { kind: 'CallExpression', replacement: '' },
  },
  {
    id: 'ORG-35',
    statement:
      'If one of two admins leaves while the other is removed, one of them stays an admin.',
    test: {
      file: 'test/application/memberships/last-admin.race.ts',
      name: 'stays where one leaves while the other is removed; without the guard none is left',
    },
    removal: { kind: 'CallExpression', replacement: '' },
  },
  {
    id: 'ORG-36',
    statement: 'A personal organization keeps its owner as an admin.',
    test: {
      file: 'test/application/memberships/change-role-remove-leave.spec.ts',
      name: 'refuses to remove or demote the owner of a personal organization',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'ORG-37',
    statement: 'Accepting an invitation never changes an existing membership.',
    test: {
      file: 'test/application/invitations/accept-decline.spec.ts',
      name: 'never changes an existing membership',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'ORG-38',
    statement: 'A user has at most one active membership in an organization.',
    test: {
      file: 'test/application/use-case/one-winner.race.ts',
      name: '$what; reading first and inserting writes too many',
    },
    removal: { kind: 'PropertyAssignment', replacement: '' },
  },
  {
    id: 'ORG-39',
    statement: 'The pending invitations of a member who leaves or is removed are revoked.',
    test: {
      file: 'test/application/memberships/change-role-remove-leave.spec.ts',
      name: 'revokes the pending invitations that the member sent: %s',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'ORG-40',
    statement: 'The pending invitations of a member who loses a permission are revoked.',
    test: {
      file: 'test/application/memberships/change-role-remove-leave.spec.ts',
      name: 'revokes the pending invitations that the member sent: %s',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'ORG-41',
    statement: 'The pending invitations of a suspended account are revoked.',
    test: {
      file: 'test/application/users/suspend-delete-restore.spec.ts',
      name: 'are suspended by the platform, and the answer names the organizations without an admin',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'ORG-42',
    statement:
      'Whether the inviter may still invite is checked again when the invitation is accepted.',
    test: {
      file: 'test/application/invitations/accept-decline.spec.ts',
      name: 'checks again whether the inviter may invite',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'ORG-43',
    statement:
      'An invitation cannot be accepted any more after its inviter was demoted, even if the inviter is an admin again.',
    test: {
      file: 'test/application/invitations/invite-during-demotion.spec.ts',
      name: 'cannot be accepted after its sender is an admin again',
    },
    removal: { kind: 'CallExpression', replacement: 'true' },
  },
];
