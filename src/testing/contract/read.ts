import type { Family } from './clause.js';
import { readsOfApps } from './read-apps.js';
import { readsOfEndings } from './read-endings.js';
import { readsOfInvitations } from './read-invitations.js';
import { readsOfKeys } from './read-keys.js';
import { readsOfMemberships } from './read-memberships.js';
import { readsOfUsersAndOrganizations } from './read-organizations.js';
import { readsOfQueue } from './read-queue.js';
import { readsOfStore } from './read-store.js';
import { readsOfSubmissions } from './read-submissions.js';
import { readsOfSweeps } from './read-sweeps.js';

export const read: Family = {
  name: 'READ',
  about: 'what each read gives and what it leaves out',
  clauses: [
    ...readsOfUsersAndOrganizations,
    ...readsOfMemberships,
    ...readsOfInvitations,
    ...readsOfEndings,
    ...readsOfSweeps,
    ...readsOfApps,
    ...readsOfStore,
    ...readsOfSubmissions,
    ...readsOfQueue,
    ...readsOfKeys,
  ],
};
