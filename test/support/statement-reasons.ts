// Why each statement is sent, and what would go wrong without it.

interface StatementReason {
  readonly purpose: string;
  readonly without: string;
}

/** The reasons, by statement. Rendering the document throws for a statement that is not in it. */
export const statementReasons: Readonly<Record<string, StatementReason>> = {
  'aggregate invitations': {
    purpose:
      'reads an invitation, its inviter, and the account, the organization and the membership of who answers it; or a page of the invitations to an address, with their organizations and inviters',
    without:
      'a closed invitation, or one of an inviter who has lost the right, would be accepted; a list would need more reads for each row',
  },
  'aggregate memberships': {
    purpose:
      'reads a page of members or former members with their names, the number of members, a page of the organizations of a user, what the user is in them, or the active admins',
    without: 'the list or the last-admin rule would need one more read for each row',
  },
  'aggregate organizations': {
    purpose:
      'reads the organization, the account of the actor and the membership together: what a command checks and guards; before inviting, also the number of pending invitations, and who of the addressees is a member or has an invitation',
    without:
      'nobody would be authorized, the versions that guards need would be unknown, and an address could be invited twice',
  },
  'aggregate users': {
    purpose:
      'reads the creator, how many organizations they have created, and which of the possible slugs are taken',
    without:
      'the limit of organizations would not hold, and each creation under a common name would first run into a unique conflict',
  },
  'aggregate slugs': {
    purpose: 'finds the organization of a current or former slug, with the access of the viewer',
    without: 'a URL would lead nowhere',
  },
  commitTransaction: {
    purpose: 'commits all writes of the command with write concern `majority`',
    without: 'nothing would be written',
  },
  'findAndModify organizations': {
    purpose:
      'changes the organization if its version is the one that was read, and returns whether it was deleted before',
    without: 'two changes could overwrite each other, and the row of the absent would not follow',
  },
  'findAndModify users': {
    purpose:
      'changes the account if its version is the one that was read, and returns whether it could sign in before',
    without: 'two changes could overwrite each other, and the row of the absent would not follow',
  },
  'find apikeys': {
    purpose: 'reads a key, or the keys of an owner, for a list or for the limit',
    without: 'an owner could have any number of keys, or a key that was revoked could be rotated',
  },
  'find apps': {
    purpose:
      'reads the app, which the command changes or guards, who has its package name, or a page of apps',
    without: 'a draft could overwrite another one, and a deletion could leave live apps behind',
  },
  'find invitations': {
    purpose:
      'reads the invitation, those that somebody sent, a page of them, or those whose mail is due',
    without: 'the invitations of a demoted admin would stay valid',
  },
  'find journal': {
    purpose: 'reads a page of the audit trail',
    without: 'there would be no audit trail to show',
  },
  'delete memberships': {
    purpose:
      'removes the memberships of a purge, and the row that says that an account or an organization is absent',
    without:
      'a purge would leave rows behind, and a restored organization would stay without members',
  },
  'find memberships': {
    purpose:
      'reads a role together with whether the organization or the account is absent, whether somebody is a member, or all memberships of an account',
    without:
      'nobody would know a role, members could be invited, reviewers could decide on their own organization, and accounts would leave memberships behind',
  },
  'find organizations': {
    purpose:
      'reads organizations of which no access is checked: for the platform, for mails, for keys, and where the membership was read before',
    without: 'mails of deleted organizations would be sent',
  },
  'find outbox': {
    purpose: 'reads the messages that are due',
    without: 'notices and events would not be delivered',
  },
  'find slugs': {
    purpose: 'reads which of the possible slugs are taken, or those of the organization',
    without: 'each creation under a common name would first run into a unique conflict',
  },
  'find submissions': {
    purpose:
      'reads the submission, those of an app, those in the queue, or those that a reviewer has claimed',
    without: 'an app could be moved or deleted in review, and reviewers could claim without limit',
  },
  'find users': {
    purpose: 'reads the account that acts, is changed or is addressed',
    without: 'suspended accounts could act, and their state could not be guarded',
  },
  'insert apikeys': { purpose: 'stores the new key', without: 'the key would not exist' },
  'insert apps': { purpose: 'stores the new app', without: 'the app would not exist' },
  'insert invitations': {
    purpose: 'stores the invitation, with its mail queued in the same row',
    without: 'there would be nothing to accept or to mail',
  },
  'insert journal': {
    purpose: 'stores the journal entry: the audit, and the id that stops a second commit',
    without: 'a repeated call would run twice, and nobody would know who did what',
  },
  'insert memberships': {
    purpose: 'stores the membership of the creator or of the new member',
    without: 'the organization would have no admin, or the user would not be a member',
  },
  'insert organizations': {
    purpose: 'stores the new organization',
    without: 'the organization would not exist',
  },
  'insert outbox': {
    purpose: 'stores the notices and events of the command in its commit',
    without: 'a notice could be lost, or sent for a change that was not made',
  },
  'insert slugs': {
    purpose: 'takes the slug, whose id is the slug itself',
    without:
      'two organizations could have one slug; the row can be sharded, an index over both cannot',
  },
  'insert submissions': {
    purpose: 'stores the submission with its snapshot',
    without: 'there would be nothing to review',
  },
  'insert users': { purpose: 'stores the account', without: 'the account would not exist' },
  'update apikeys': {
    purpose: 'changes the key if its version is the one that was read, or records that it was used',
    without: 'the old key of a rotation would stay valid',
  },
  'update apps': {
    purpose: 'changes or guards the app if its version is the one that was read',
    without: 'a draft, a release or a move could be lost',
  },
  'update invitations': {
    purpose:
      'changes the invitation if its version is the one that was read, or claims and settles its mail',
    without: 'an invitation could be accepted twice, or its mail sent by two relays',
  },
  'update memberships': {
    purpose:
      'changes, ends or guards the membership if its version is the one that was read; or says that an organization or an account is absent, or no longer',
    without:
      'two changes of one role could overwrite each other, and a member of a deleted organization would keep the role',
  },
  'update organizations': {
    purpose:
      'raises the version of the organization as a guard for what depends on its members, keys or apps',
    without:
      'two admins could demote each other, and a key of a removed admin could still be created',
  },
  'update outbox': {
    purpose: 'claims a message under a lease, or records its outcome',
    without: 'two relays would send the same message',
  },
  'update slugs': {
    purpose: 'makes the old slug a former one',
    without: 'old URLs would no longer redirect',
  },
  'update submissions': {
    purpose: 'changes the submission if its version is the one that was read',
    without: 'two reviewers could decide at once',
  },
  'update users': {
    purpose: 'changes the account, or only raises its version as a guard for what it may do once',
    without: 'limits of creation and of claims could be exceeded, and a suspended user could join',
  },
};
