// A storage to begin with: nothing of it is written yet.

import type { Storage } from '../../ports/storage.js';

/**
 * Makes a storage whose every method throws an error that names the method and the clauses of the contract that test it.
 * Replace its methods one by one, and run the clauses of each.
 */
export function unwrittenStorage(): Storage {
  return {
    ...unwrittenReadsOfPeople,
    ...unwrittenReadsOfApps,
    apiKeys: {
      findById: unwritten('apiKeys.findById', 'READ-60'),
      listByOwner: unwritten('apiKeys.listByOwner', 'READ-61'),
      recordUse: unwritten('apiKeys.recordUse', 'NOTE-1 to NOTE-3'),
    },
    journal: {
      findById: unwritten('journal.findById', 'JOURNAL-1 and JOURNAL-4'),
      listByOrganization: unwritten('journal.listByOrganization', 'JOURNAL-2 and JOURNAL-3'),
    },
    outbox: {
      claim: unwritten('outbox.claim', 'OUTBOX-1 to OUTBOX-8 and OUTBOX-20 to OUTBOX-22'),
      settle: unwritten('outbox.settle', 'OUTBOX-9 to OUTBOX-19'),
      prune: unwritten('outbox.prune', 'PRUNE-1 to PRUNE-4'),
    },
    commit: unwritten('commit', 'COMMIT-1 to COMMIT-11 and RACE-1 to RACE-14'),
    time: unwritten('time', 'READ-10'),
    migrate: unwritten('migrate', 'MIGRATE-1 and MIGRATE-2'),
    close: unwritten('close', 'FAULT-2 and FAULT-3'),
  };
}

const unwrittenReadsOfPeople: Pick<
  Storage,
  'users' | 'organizations' | 'memberships' | 'invitations' | 'slugs'
> = {
  users: {
    findById: unwritten('users.findById', 'READ-1'),
    findByEmailKey: unwritten('users.findByEmailKey', 'READ-2'),
    listIdsDeletedUntil: unwritten('users.listIdsDeletedUntil', 'READ-26'),
    list: unwritten('users.list', 'READ-75 to READ-79 and READ-82'),
  },
  organizations: {
    findById: unwritten('organizations.findById', 'READ-3'),
    findPersonal: unwritten('organizations.findPersonal', 'READ-4'),
    findByExternalId: unwritten('organizations.findByExternalId', 'READ-80'),
    findBySlug: unwritten('organizations.findBySlug', 'READ-5 and READ-6'),
    listIdsDeletedUntil: unwritten('organizations.listIdsDeletedUntil', 'READ-27'),
    listByContactEmail: unwritten('organizations.listByContactEmail', 'READ-28'),
    readForCreation: unwritten('organizations.readForCreation', 'READ-7 and READ-62'),
    listByMember: unwritten('organizations.listByMember', 'READ-8 and READ-81'),
    list: unwritten('organizations.list', 'READ-73, READ-74 and READ-81'),
  },
  memberships: {
    findActive: unwritten('memberships.findActive', 'READ-11'),
    listActiveByUser: unwritten('memberships.listActiveByUser', 'READ-29 and READ-82'),
    listAllByOrganization: unwritten('memberships.listAllByOrganization', 'READ-30'),
    listAllByOrganizationsAndUser: unwritten(
      'memberships.listAllByOrganizationsAndUser',
      'READ-38 and READ-82',
    ),
    findById: unwritten('memberships.findById', 'READ-12'),
    findAccess: unwritten('memberships.findAccess', 'READ-13 and READ-14'),
    findRole: unwritten('memberships.findRole', 'READ-15'),
    listActiveAdminIds: unwritten('memberships.listActiveAdminIds', 'READ-16'),
    listMembers: unwritten('memberships.listMembers', 'READ-17 to READ-20 and READ-82'),
    countMembers: unwritten('memberships.countMembers', 'READ-70'),
    listFormer: unwritten('memberships.listFormer', 'READ-71 and READ-82'),
    listAccess: unwritten('memberships.listAccess', 'READ-72'),
  },
  invitations: {
    findById: unwritten('invitations.findById', 'READ-21'),
    findPending: unwritten('invitations.findPending', 'READ-68'),
    readForInviting: unwritten('invitations.readForInviting', 'READ-22, READ-23 and READ-63'),
    readForAnswer: unwritten('invitations.readForAnswer', 'READ-64 and READ-65'),
    listPendingByInviter: unwritten('invitations.listPendingByInviter', 'READ-24'),
    listPendingByOrganization: unwritten('invitations.listPendingByOrganization', 'READ-31'),
    listPendingBySigningKey: unwritten('invitations.listPendingBySigningKey', 'READ-32'),
    listPendingPastExpiry: unwritten('invitations.listPendingPastExpiry', 'READ-33'),
    listClosedUntil: unwritten('invitations.listClosedUntil', 'READ-34'),
    listByEmail: unwritten('invitations.listByEmail', 'READ-35'),
    listPendingByEmail: unwritten('invitations.listPendingByEmail', 'READ-67 and READ-69'),
    listAllByOrganization: unwritten('invitations.listAllByOrganization', 'READ-36'),
    listByOrganization: unwritten('invitations.listByOrganization', 'READ-25'),
  },
  slugs: {
    listTaken: unwritten('slugs.listTaken', 'READ-9'),
    listAllByOrganization: unwritten('slugs.listAllByOrganization', 'READ-37'),
  },
};

const unwrittenReadsOfApps: Pick<Storage, 'apps' | 'submissions'> = {
  apps: {
    findById: unwritten('apps.findById', 'READ-39'),
    findByPackageName: unwritten('apps.findByPackageName', 'READ-40'),
    listByOrganization: unwritten('apps.listByOrganization', 'READ-41'),
    listUnarchivedIdsByOrganization: unwritten('apps.listUnarchivedIdsByOrganization', 'READ-42'),
    listLiveIdsByOrganization: unwritten('apps.listLiveIdsByOrganization', 'READ-43'),
    listByTester: unwritten('apps.listByTester', 'READ-44'),
    listIdsDeletedUntil: unwritten('apps.listIdsDeletedUntil', 'READ-45'),
    listPublished: unwritten('apps.listPublished', 'READ-46 to READ-48'),
  },
  submissions: {
    findById: unwritten('submissions.findById', 'READ-49'),
    findOpen: unwritten('submissions.findOpen', 'READ-50'),
    findNewest: unwritten('submissions.findNewest', 'READ-66'),
    listByApp: unwritten('submissions.listByApp', 'READ-51'),
    listAllByApp: unwritten('submissions.listAllByApp', 'READ-52'),
    findLastSuperseded: unwritten('submissions.findLastSuperseded', 'READ-53'),
    listQueue: unwritten('submissions.listQueue', 'READ-54 and READ-55'),
    listUndecided: unwritten('submissions.listUndecided', 'READ-56'),
    listClaimedBy: unwritten('submissions.listClaimedBy', 'READ-57'),
    listAppIdsWithOpen: unwritten('submissions.listAppIdsWithOpen', 'READ-58'),
    listExpiredApprovals: unwritten('submissions.listExpiredApprovals', 'READ-59'),
  },
};

function unwritten(method: string, clauses: string): () => Promise<never> {
  return async () => {
    throw new Error(`${method} is not written yet. In the contract, ${clauses} test it.`);
  };
}
