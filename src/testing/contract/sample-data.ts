// One small data set, and a call of every method of the storage port; every read finds something in the data set.

import type { CommandEntry } from '../../domain/journal/journal-entry.js';
import type { OutboxMessage } from '../../domain/journal/outbox-message.js';
import { queuedDelivery, settleDelivery } from '../../domain/shared/delivery-lease-and-retry.js';
import type { Change, Operation } from '../../ports/storage.js';
import { insertChange } from '../row-changes.js';
import { appReadCalls, appSampleChanges, recordKeyUseCalls } from './app-sample-data.js';
import {
  atMinute,
  commandEntry,
  endedMembership,
  externalIdOrThrow,
  invitation,
  leaseId,
  membership,
  notificationMessage,
  operationId,
  organization,
  slugRecord,
  user,
} from './fixtures.js';
import type { NamedStorageCall } from './named-storage-call.js';

const ada = user(1);
const externalId = externalIdOrThrow('mentra-1');
const mentra = organization(1, { externalId });
const personalOrganization = organization(2, { personalOf: ada.id });
const deletedUser = user(3, { state: 'deleted', deletedAt: atMinute(0) });
const deletedOrganization = organization(3, { deletedAt: atMinute(0) });
const pendingInvitation = invitation(1, mentra, ada, { delivery: queuedDelivery(atMinute(0)) });
const declinedInvitation = invitation(2, mentra, ada, { state: 'declined', closedAt: atMinute(0) });
const currentSlug = slugRecord(mentra.slug, mentra);
const formerSlug = slugRecord('mentra-labs', mentra, { state: 'former' });
const adminMembership = membership(1, mentra, ada, { role: 'admin' });
const formerMembership = endedMembership(membership(2, mentra, deletedUser));

/** A new object each time, so that nothing is shared. */
export function createSampleOperation(): Operation {
  const changes: readonly Change[] = [
    insertChange('users', ada),
    insertChange('organizations', mentra),
    insertChange('organizations', personalOrganization),
    insertChange('users', deletedUser),
    insertChange('organizations', deletedOrganization),
    insertChange('memberships', adminMembership),
    insertChange('memberships', formerMembership),
    insertChange('invitations', pendingInvitation),
    insertChange('invitations', declinedInvitation),
    insertChange('slugs', currentSlug),
    insertChange('slugs', formerSlug),
    ...appSampleChanges,
  ];
  const journal: CommandEntry = commandEntry(1, { auditOrganizationIds: [mentra.id] });
  const messages: readonly OutboxMessage[] = [
    notificationMessage(journal.id, 0),
    withSentDelivery(notificationMessage(journal.id, 1)),
  ];
  return structuredClone({ changes, journal, messages });
}

function withSentDelivery(message: OutboxMessage): OutboxMessage {
  return { ...message, delivery: settleDelivery(message.delivery, { kind: 'sent' }) };
}

const firstPageRequest = { limit: 10, after: null, skip: 0 };

/** Every read of the port except `time`. Each finds something in the sample data. */
export const readCalls: readonly NamedStorageCall[] = [
  { name: 'users.findById', call: ({ users }) => users.findById(ada.id) },
  { name: 'users.findByEmailKey', call: ({ users }) => users.findByEmailKey(ada.emailKey) },
  {
    name: 'users.listIdsDeletedUntil',
    call: ({ users }) => users.listIdsDeletedUntil(atMinute(0), 10),
  },
  {
    name: 'users.list',
    call: ({ users }) => users.list({ by: 'email', prefix: '' }, null, firstPageRequest),
  },
  {
    name: 'organizations.findById',
    call: ({ organizations }) => organizations.findById(mentra.id),
  },
  {
    name: 'organizations.findPersonal',
    call: ({ organizations }) => organizations.findPersonal(ada.id),
  },
  {
    name: 'organizations.findByExternalId',
    call: ({ organizations }) => organizations.findByExternalId(externalId),
  },
  {
    name: 'organizations.findBySlug',
    call: ({ organizations }) => organizations.findBySlug(formerSlug.slug, ada.id),
  },
  {
    name: 'organizations.listIdsDeletedUntil',
    call: ({ organizations }) => organizations.listIdsDeletedUntil(atMinute(0), 10),
  },
  {
    name: 'organizations.listByContactEmail',
    call: ({ organizations }) => organizations.listByContactEmail(ada.emailKey, 10),
  },
  {
    name: 'organizations.readForCreation',
    call: ({ organizations }) => organizations.readForCreation(ada.id, [currentSlug.slug], 10),
  },
  {
    name: 'organizations.listByMember',
    call: ({ organizations }) => organizations.listByMember(ada.id, firstPageRequest),
  },
  {
    name: 'organizations.list',
    call: ({ organizations }) => organizations.list({ by: 'creation' }, null, firstPageRequest),
  },
  {
    name: 'memberships.findActive',
    call: ({ memberships }) => memberships.findActive(mentra.id, ada.id),
  },
  {
    name: 'memberships.listActiveByUser',
    call: ({ memberships }) => memberships.listActiveByUser(ada.id),
  },
  {
    name: 'memberships.listAllByOrganization',
    call: ({ memberships }) => memberships.listAllByOrganization(mentra.id, 10),
  },
  {
    name: 'memberships.listAllByOrganizationsAndUser',
    call: ({ memberships }) => memberships.listAllByOrganizationsAndUser([mentra.id], ada.id),
  },
  {
    name: 'memberships.findById',
    call: ({ memberships }) => memberships.findById(adminMembership.id),
  },
  {
    name: 'memberships.findAccess',
    call: ({ memberships }) => memberships.findAccess(mentra.id, ada.id),
  },
  {
    name: 'memberships.findRole',
    call: ({ memberships }) => memberships.findRole(mentra.id, ada.id),
  },
  {
    name: 'memberships.listActiveAdminIds',
    call: ({ memberships }) => memberships.listActiveAdminIds(mentra.id, 2),
  },
  {
    name: 'memberships.listMembers',
    call: ({ memberships }) => memberships.listMembers(mentra.id, ada.id, {}, firstPageRequest),
  },
  {
    name: 'memberships.countMembers',
    call: ({ memberships }) => memberships.countMembers(mentra.id, ada.id, {}),
  },
  {
    name: 'memberships.listFormer',
    call: ({ memberships }) => memberships.listFormer(mentra.id, firstPageRequest),
  },
  {
    name: 'memberships.listAccess',
    call: ({ memberships }) => memberships.listAccess(ada.id, { limit: 10, after: null }),
  },
  {
    name: 'invitations.findById',
    call: ({ invitations }) => invitations.findById(pendingInvitation.id),
  },
  {
    name: 'invitations.findPending',
    call: ({ invitations }) => invitations.findPending(mentra.id, pendingInvitation.emailKey),
  },
  {
    name: 'invitations.readForInviting',
    call: ({ invitations }) =>
      invitations.readForInviting(mentra.id, ada.id, [pendingInvitation.emailKey], {
        now: atMinute(0),
        limit: 10,
      }),
  },
  {
    name: 'invitations.readForAnswer',
    call: ({ invitations }) => invitations.readForAnswer(mentra.id, pendingInvitation.id, ada.id),
  },
  {
    name: 'invitations.listPendingByInviter',
    call: ({ invitations }) => invitations.listPendingByInviter(ada.id, null),
  },
  {
    name: 'invitations.listPendingByOrganization',
    call: ({ invitations }) => invitations.listPendingByOrganization(mentra.id),
  },
  {
    name: 'invitations.listPendingBySigningKey',
    call: ({ invitations }) =>
      invitations.listPendingBySigningKey(pendingInvitation.kid, atMinute(0), 10),
  },
  {
    name: 'invitations.listPendingPastExpiry',
    call: ({ invitations }) => invitations.listPendingPastExpiry(pendingInvitation.expiresAt, 10),
  },
  {
    name: 'invitations.listClosedUntil',
    call: ({ invitations }) => invitations.listClosedUntil(atMinute(0), 10),
  },
  {
    name: 'invitations.listByEmail',
    call: ({ invitations }) => invitations.listByEmail(pendingInvitation.emailKey, 10),
  },
  {
    name: 'invitations.listPendingByEmail',
    call: ({ invitations }) =>
      invitations.listPendingByEmail(
        { id: ada.id, emailKey: pendingInvitation.emailKey },
        atMinute(0),
        firstPageRequest,
      ),
  },
  {
    name: 'invitations.listAllByOrganization',
    call: ({ invitations }) => invitations.listAllByOrganization(mentra.id, 10),
  },
  {
    name: 'invitations.listByOrganization',
    call: ({ invitations }) =>
      invitations.listByOrganization(mentra.id, { now: atMinute(0) }, firstPageRequest),
  },
  {
    name: 'slugs.listTaken',
    call: ({ slugs }) => slugs.listTaken([currentSlug.slug, formerSlug.slug]),
  },
  {
    name: 'slugs.listAllByOrganization',
    call: ({ slugs }) => slugs.listAllByOrganization(mentra.id),
  },
  { name: 'journal.findById', call: ({ journal }) => journal.findById(operationId(1)) },
  {
    name: 'journal.listByOrganization',
    call: ({ journal }) => journal.listByOrganization(mentra.id, firstPageRequest),
  },
  ...appReadCalls,
];

/** Every write of the port. Each changes something in the sample data. */
export const writeCalls: readonly NamedStorageCall[] = [
  {
    name: 'commit',
    call: (storage) =>
      storage.commit({
        changes: [insertChange('users', user(9))],
        journal: commandEntry(9),
        messages: [],
      }),
  },
  {
    name: 'outbox.claim',
    call: ({ outbox }) =>
      outbox.claim({
        now: atMinute(1),
        lease: { id: leaseId(1), until: atMinute(2) },
        channel: 'mail',
        limit: 10,
      }),
  },
  {
    name: 'outbox.settle',
    call: ({ outbox }) =>
      outbox.settle({
        kind: 'invitation',
        id: pendingInvitation.id,
        leaseId: leaseId(1),
        outcome: { kind: 'sent' },
        at: atMinute(1),
      }),
  },
  { name: 'outbox.prune', call: ({ outbox }) => outbox.prune(atMinute(9), 10) },
  ...recordKeyUseCalls,
];
