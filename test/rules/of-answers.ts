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
    without: {
      file: 'src/domain/organization/invitation.ts',
      find: 'delivery: byMail ? queued(now) : notToSend,',
      replace: 'delivery: queued(now),',
    },
  },
  {
    id: 'INV-21',
    rule: 'An address has one pending invitation of an organization; inviting it again names that one.',
    test: {
      file: 'test/application/invitations/send.spec.ts',
      name: 'has one pending invitation an address, however it is written',
    },
    without: {
      file: 'src/application/invitations/drafts.ts',
      find: "if (open !== null && stateAt(open.value, now) === 'pending') {",
      replace: 'if (false) {',
    },
  },
  {
    id: 'INV-22',
    rule: 'Twenty who invite one address at once make one invitation.',
    test: {
      file: 'test/application/use-case/one-winner.race.ts',
      name: '$what; looking and inserting makes more of one',
    },
    without: {
      file: 'src/adapters/memory/tables.ts',
      find: "state === 'pending' ? keyOf(organizationId, emailKey) : null,",
      replace: 'null,',
    },
  },
  {
    id: 'INV-23',
    rule: 'Members are not invited.',
    test: { file: 'test/application/invitations/send.spec.ts', name: 'does not invite a member' },
    without: {
      file: 'src/application/invitations/drafts.ts',
      find: "if (isMember) return refuse({ code: 'already_a_member', path });",
      replace: '',
    },
  },
  {
    id: 'INV-24',
    rule: 'The stored invitation decides on the role, whatever role was in an older token.',
    test: {
      file: 'test/application/invitations/send.spec.ts',
      name: 'renews an expired invitation in its row: next revision, new inviter, new role',
    },
    without: {
      file: 'src/domain/organization/invitation.ts',
      find: `    role,
    ...(language === undefined`,
      replace: `    role: 'member',
    ...(language === undefined`,
    },
  },
  {
    id: 'INV-25',
    rule: 'Nobody invites to a role above their own.',
    test: {
      file: 'test/domain/organization/role.spec.ts',
      name: 'are at most another where whatever they allow is allowed there',
    },
    without: {
      file: 'src/domain/organization/role.ts',
      find: 'return [...allowed[given]].every((permission) => allowed[own].has(permission));',
      replace: 'return true;',
    },
  },
  {
    id: 'INV-26',
    rule: 'Invitations are revoked, sent again and handed over by admins.',
    test: {
      file: 'test/application/invitations/many.spec.ts',
      name: 'are for admins, and for services that know the key',
    },
    without: {
      file: 'src/application/invitations/send.ts',
      find: "'invitations:manage'",
      replace: "'organization:read'",
    },
  },
  {
    id: 'INV-27',
    rule: 'Whoever accepts has the invited address by its identity key.',
    test: {
      file: 'test/application/invitations/answer.spec.ts',
      name: 'is for the verified address that was invited, of an active account',
    },
    without: {
      file: 'src/domain/organization/invitation.ts',
      find: "if (user.emailKey !== invitation.emailKey) return { code: 'invitation_email_mismatch' };",
      replace: '',
    },
  },
  {
    id: 'INV-28',
    rule: 'Whoever accepts has verified the address.',
    test: {
      file: 'test/application/invitations/answer.spec.ts',
      name: 'is for the verified address that was invited, of an active account',
    },
    without: {
      file: 'src/domain/organization/invitation.ts',
      find: "return user.emailVerified ? null : { code: 'email_not_verified' };",
      replace: 'return null;',
    },
  },
  {
    id: 'INV-29',
    rule: 'Accepting adds the membership and closes the invitation in one commit, with its entry in the journal.',
    test: {
      file: 'test/application/invitations/answer.spec.ts',
      name: 'joins whoever accepts, and closes the invitation in the same commit',
    },
    without: {
      file: 'src/application/invitations/answer.ts',
      find: "updated('invitations', invitation, close(invitation.value, 'accept', userId, now)),",
      replace: '',
    },
  },
  {
    id: 'INV-30',
    rule: 'Of two who accept at once one wins, and the other is told that it has been accepted.',
    test: {
      file: 'test/rules/invitations.spec.ts',
      name: 'is accepted once of two at once, and the other is told so',
    },
    without: {
      file: 'src/domain/organization/invitation.ts',
      find: "return { code: 'invitation_already_accepted' };",
      replace: 'return null;',
    },
  },
  {
    id: 'INV-31',
    rule: 'Who holds a token sees the public profile, the role, the name of the inviter and the expiry, and nothing else.',
    test: {
      file: 'test/application/invitations/answer.spec.ts',
      name: 'shows the public profile, the role, the inviter and the expiry to whoever holds the token',
    },
    without: {
      file: 'src/application/invitations/invitations.ts',
      find: 'organization: publicOrganizationView(organization.value),',
      replace: 'organization: organization.value,',
    },
  },
  {
    id: 'INV-32',
    rule: 'Bad, forged, foreign, stale and unknown tokens are all answered as not found.',
    test: {
      file: 'test/application/invitations/answer.spec.ts',
      name: 'knows no token of an older revision, of a deleted organization, or of another storage',
    },
    without: {
      file: 'src/application/invitations/token.ts',
      find: 'return isCurrent && tokenDigest === digest ? invitation : null;',
      replace: 'return invitation;',
    },
  },
  {
    id: 'INV-33',
    rule: 'That an invitation has expired is said only to who has a token that we have signed.',
    test: {
      file: 'test/adapters/web/invitation-tokens.spec.ts',
      name: 'is not read with a signature under a secret of somebody else',
    },
    without: {
      file: 'src/adapters/web/invitation-tokens.ts',
      find: 'if (key === undefined || !(await isSignedBy(token, await imported(key)))) return null;',
      replace: 'if (key === undefined) return null;',
    },
  },
];
