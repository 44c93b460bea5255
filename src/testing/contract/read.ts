import type { Family } from './clause.js';
import { readsOfInvitations } from './read-invitations.js';
import { readsOfMemberships } from './read-memberships.js';
import { readsOfUsersAndOrganizations } from './read-organizations.js';

export const read: Family = {
  name: 'READ',
  about: 'what each read gives and what it leaves out',
  clauses: [...readsOfUsersAndOrganizations, ...readsOfMemberships, ...readsOfInvitations],
};
