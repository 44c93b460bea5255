// One small world that every read of the port finds something in, and every read of it.

import type { CommandEntry } from '../../domain/journal/entry.js';
import type { Message } from '../../domain/journal/message.js';
import { queued, settled } from '../../domain/shared/delivery.js';
import type { Change, Operation, Storage } from '../../ports/storage.js';
import { insertOf } from './changes.js';
import {
  at,
  entry,
  invitation,
  leaseId,
  membership,
  message,
  operationId,
  organization,
  slugRecord,
  user,
} from './specimens.js';
import { changesOfApps, notesOfKeys, readsOfApps } from './world-of-apps.js';

const ada = user(1);
const mentra = organization(1);
const own = organization(2, { personalOf: ada.id });
const eve = user(3, { state: 'deleted', deletedAt: at(0) });
const gone = organization(3, { deletedAt: at(0) });
const invited = invitation(1, mentra, ada, { delivery: queued(at(0)) });
const declined = invitation(2, mentra, ada, { state: 'declined', closedAt: at(0) });
const current = slugRecord(mentra.slug, mentra);
const former = slugRecord('mentra-labs', mentra, { state: 'former' });
const admin = membership(1, mentra, ada, { role: 'admin' });

/** Made anew each time, so that nothing of it is shared. */
export function world(): Operation {
  const changes: readonly Change[] = [
    insertOf('users', ada),
    insertOf('organizations', mentra),
    insertOf('organizations', own),
    insertOf('users', eve),
    insertOf('organizations', gone),
    insertOf('memberships', admin),
    insertOf('invitations', invited),
    insertOf('invitations', declined),
    insertOf('slugs', current),
    insertOf('slugs', former),
    ...changesOfApps,
  ];
  const journal: CommandEntry = entry(1, { organizations: [mentra.id] });
  const messages: readonly Message[] = [message(journal.id, 0), atRest(message(journal.id, 1))];
  return structuredClone({ changes, journal, messages });
}

function atRest(sent: Message): Message {
  return { ...sent, delivery: settled(sent.delivery, { kind: 'sent' }) };
}

export interface NamedCall {
  readonly name: string;
  readonly call: (storage: Storage) => Promise<unknown>;
}

const page = { limit: 10, after: null, skip: 0 };

/** Every read of the port but `time`; each finds something in `world`. */
export const reads: readonly NamedCall[] = [
  { name: 'users.findById', call: ({ users }) => users.findById(ada.id) },
  { name: 'users.findByEmailKey', call: ({ users }) => users.findByEmailKey(ada.emailKey) },
  { name: 'users.deletedUntil', call: ({ users }) => users.deletedUntil(at(0), 10) },
  {
    name: 'organizations.findById',
    call: ({ organizations }) => organizations.findById(mentra.id),
  },
  {
    name: 'organizations.findPersonal',
    call: ({ organizations }) => organizations.findPersonal(ada.id),
  },
  {
    name: 'organizations.findBySlug',
    call: ({ organizations }) => organizations.findBySlug(former.slug, ada.id),
  },
  {
    name: 'organizations.deletedUntil',
    call: ({ organizations }) => organizations.deletedUntil(at(0), 10),
  },
  {
    name: 'organizations.listByContact',
    call: ({ organizations }) => organizations.listByContact(ada.emailKey, 10),
  },
  {
    name: 'organizations.countFoundedBy',
    call: ({ organizations }) => organizations.countFoundedBy(ada.id, 10),
  },
  {
    name: 'organizations.listByMember',
    call: ({ organizations }) => organizations.listByMember(ada.id, page),
  },
  {
    name: 'memberships.findActive',
    call: ({ memberships }) => memberships.findActive(mentra.id, ada.id),
  },
  { name: 'memberships.activeOf', call: ({ memberships }) => memberships.activeOf(ada.id) },
  {
    name: 'memberships.ofOrganization',
    call: ({ memberships }) => memberships.ofOrganization(mentra.id, 10),
  },
  {
    name: 'memberships.everOf',
    call: ({ memberships }) => memberships.everOf(mentra.id, ada.id),
  },
  { name: 'memberships.findById', call: ({ memberships }) => memberships.findById(admin.id) },
  {
    name: 'memberships.standing',
    call: ({ memberships }) => memberships.standing(mentra.id, ada.id),
  },
  {
    name: 'memberships.findRole',
    call: ({ memberships }) => memberships.findRole(mentra.id, ada.id),
  },
  {
    name: 'memberships.adminsAbleToSignIn',
    call: ({ memberships }) => memberships.adminsAbleToSignIn(mentra.id, 2),
  },
  {
    name: 'memberships.list',
    call: ({ memberships }) => memberships.list(mentra.id, ada.id, {}, page),
  },
  { name: 'invitations.findById', call: ({ invitations }) => invitations.findById(invited.id) },
  {
    name: 'invitations.findOpen',
    call: ({ invitations }) => invitations.findOpen(mentra.id, invited.emailKey),
  },
  {
    name: 'invitations.countPending',
    call: ({ invitations }) => invitations.countPending(mentra.id, at(0), 10),
  },
  {
    name: 'invitations.pendingBy',
    call: ({ invitations }) => invitations.pendingBy(ada.id, null),
  },
  {
    name: 'invitations.pendingOf',
    call: ({ invitations }) => invitations.pendingOf(mentra.id),
  },
  {
    name: 'invitations.pendingUnder',
    call: ({ invitations }) => invitations.pendingUnder(invited.kid, at(0), 10),
  },
  {
    name: 'invitations.overdue',
    call: ({ invitations }) => invitations.overdue(invited.expiresAt, 10),
  },
  {
    name: 'invitations.closedUntil',
    call: ({ invitations }) => invitations.closedUntil(at(0), 10),
  },
  {
    name: 'invitations.addressedTo',
    call: ({ invitations }) => invitations.addressedTo(invited.emailKey, 10),
  },
  {
    name: 'invitations.ofOrganization',
    call: ({ invitations }) => invitations.ofOrganization(mentra.id, 10),
  },
  {
    name: 'invitations.list',
    call: ({ invitations }) => invitations.list(mentra.id, { now: at(0) }, page),
  },
  { name: 'slugs.taken', call: ({ slugs }) => slugs.taken([current.slug, former.slug]) },
  { name: 'slugs.ofOrganization', call: ({ slugs }) => slugs.ofOrganization(mentra.id) },
  { name: 'journal.find', call: ({ journal }) => journal.find(operationId(1)) },
  {
    name: 'journal.listByOrganization',
    call: ({ journal }) => journal.listByOrganization(mentra.id, page),
  },
  ...readsOfApps,
];

/** What changes a storage; each would do something in `world`. */
export const writes: readonly NamedCall[] = [
  {
    name: 'commit',
    call: (storage) =>
      storage.commit({ changes: [insertOf('users', user(9))], journal: entry(9), messages: [] }),
  },
  {
    name: 'outbox.claim',
    call: ({ outbox }) =>
      outbox.claim({ now: at(1), lease: { id: leaseId(1), until: at(2) }, limit: 10 }),
  },
  {
    name: 'outbox.settle',
    call: ({ outbox }) =>
      outbox.settle({
        kind: 'invitation',
        id: invited.id,
        lease: leaseId(1),
        outcome: { kind: 'sent' },
        at: at(1),
      }),
  },
  { name: 'outbox.prune', call: ({ outbox }) => outbox.prune(at(9), 10) },
  ...notesOfKeys,
];
