// Mutants with wrong pages.
import type { PageRequest, Storage } from '../../../../src/ports/storage.js';
import {
  fieldOf,
  type StorageMutant,
  setField,
  storageMutant,
  withAlteredAnswer,
  withMethods,
} from './storage-mutant.js';

/** Changes the page request of every list. */
function withPageRequests(
  change: <K>(pageRequest: PageRequest<K>) => PageRequest<K>,
): (storage: Storage) => Storage {
  return (storage) => {
    const { organizations, memberships, invitations, journal } = storage;
    return {
      ...storage,
      organizations: {
        ...organizations,
        listByMember: (id, pageRequest) => organizations.listByMember(id, change(pageRequest)),
      },
      memberships: {
        ...memberships,
        listMembers: (id, viewer, filter, pageRequest) =>
          memberships.listMembers(id, viewer, filter, change(pageRequest)),
      },
      invitations: {
        ...invitations,
        listByOrganization: (id, filter, pageRequest) =>
          invitations.listByOrganization(id, filter, change(pageRequest)),
        listPendingByEmail: (addressee, now, pageRequest) =>
          invitations.listPendingByEmail(addressee, now, change(pageRequest)),
      },
      journal: {
        ...journal,
        listByOrganization: (id, pageRequest) =>
          journal.listByOrganization(id, change(pageRequest)),
      },
    };
  };
}

/** Changes the page request of every list of apps and submissions. */
function withAppPageRequests(
  change: <K>(pageRequest: PageRequest<K>) => PageRequest<K>,
): (storage: Storage) => Storage {
  return (storage) => {
    const { apps, submissions } = storage;
    return {
      ...storage,
      apps: {
        ...apps,
        listByOrganization: (id, pageRequest) => apps.listByOrganization(id, change(pageRequest)),
        listPublished: (filter, pageRequest) => apps.listPublished(filter, change(pageRequest)),
      },
      submissions: {
        ...submissions,
        listByApp: (id, pageRequest) => submissions.listByApp(id, change(pageRequest)),
        listQueue: (filter, pageRequest) => submissions.listQueue(filter, change(pageRequest)),
      },
    };
  };
}

/** Counts from the start of the list, as an offset does, and ignores rows that were written in between. */
function withOffsets(storage: Storage): Storage {
  const offsets = new Map<string, number>();
  const { memberships } = storage;
  return {
    ...storage,
    memberships: {
      ...memberships,
      async listMembers(id, viewer, filter, { limit, after, skip }) {
        const offset = skip + (offsets.get(after ?? '') ?? 0);
        const page = { limit, after: null, skip: offset };
        const list = await memberships.listMembers(id, viewer, filter, page);
        if (list.next !== null) offsets.set(list.next, offset + limit);
        return list;
      },
    },
  };
}

export const pageMutants: readonly StorageMutant[] = [
  storageMutant(
    'lists in reverse order',
    ['PAGE-1', 'JOURNAL-2', 'READ-25'],
    withAlteredAnswer(null, (answer) => {
      const items = fieldOf(answer, 'items');
      if (Array.isArray(items)) items.reverse();
    }),
  ),
  storageMutant(
    'ignores skip',
    ['PAGE-3'],
    withPageRequests((pageRequest) => ({ ...pageRequest, skip: 0 })),
  ),
  storageMutant(
    'returns a row too many',
    ['PAGE-2', 'PAGE-3'],
    withPageRequests((pageRequest) => ({ ...pageRequest, limit: pageRequest.limit + 1 })),
  ),
  storageMutant(
    'starts every page at the beginning',
    ['PAGE-1', 'PAGE-4', 'PAGE-5'],
    withPageRequests((pageRequest) => ({ ...pageRequest, after: null })),
  ),
  storageMutant(
    'never has a next page',
    ['PAGE-1', 'PAGE-2'],
    withAlteredAnswer(null, (answer) => {
      if (fieldOf(answer, 'items') !== undefined) setField(answer, 'next', null);
    }),
  ),
  storageMutant(
    'has a next page after an empty one',
    ['PAGE-6'],
    withAlteredAnswer(null, (answer) => {
      const items = fieldOf(answer, 'items');
      if (Array.isArray(items) && items.length === 0) setField(answer, 'next', 'f'.repeat(24));
    }),
  ),
  storageMutant(
    'ignores skip in lists of apps and submissions',
    ['PAGE-3'],
    withAppPageRequests((pageRequest) => ({ ...pageRequest, skip: 0 })),
  ),
  storageMutant(
    'ignores the bytes of a page',
    ['PAGE-7'],
    withPageRequests(({ maxBytes: _maxBytes, ...pageRequest }) => pageRequest),
  ),
  storageMutant(
    'ignores the bytes of a page of apps and submissions',
    ['PAGE-7'],
    withAppPageRequests(({ maxBytes: _maxBytes, ...pageRequest }) => pageRequest),
  ),
  storageMutant(
    'starts every page of apps and submissions at the beginning',
    ['PAGE-1', 'PAGE-4'],
    withAppPageRequests((pageRequest) => ({ ...pageRequest, after: null })),
  ),
  storageMutant(
    'ignores the lane in the key of the queue',
    ['PAGE-1'],
    withMethods('submissions', (real) => ({
      listQueue: (filter, pageRequest) => {
        const { after } = pageRequest;
        return real.listQueue(
          filter,
          after === null ? pageRequest : { ...pageRequest, after: { ...after, rank: 0 } },
        );
      },
    })),
  ),
  storageMutant('pages by offset', ['PAGE-4', 'PAGE-5'], withOffsets),
];
