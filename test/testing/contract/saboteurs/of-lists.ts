import type { Keyset, Storage } from '../../../../src/ports/storage.js';
import { answering, field, replacing, type Saboteur, saboteur, setField } from './saboteur.js';

/** The lists with another keyset than was asked for. */
function paging(change: <K>(keyset: Keyset<K>) => Keyset<K>): (storage: Storage) => Storage {
  return (storage) => {
    const { organizations, memberships, invitations, journal } = storage;
    return {
      ...storage,
      organizations: {
        ...organizations,
        listByMember: (id, keyset) => organizations.listByMember(id, change(keyset)),
      },
      memberships: {
        ...memberships,
        list: (id, viewer, filter, keyset) => memberships.list(id, viewer, filter, change(keyset)),
      },
      invitations: {
        ...invitations,
        list: (id, filter, keyset) => invitations.list(id, filter, change(keyset)),
      },
      journal: {
        ...journal,
        listByOrganization: (id, keyset) => journal.listByOrganization(id, change(keyset)),
      },
    };
  };
}

/** The lists of apps and submissions with another keyset than was asked for. */
function pagingApps(change: <K>(keyset: Keyset<K>) => Keyset<K>): (storage: Storage) => Storage {
  return (storage) => {
    const { apps, submissions } = storage;
    return {
      ...storage,
      apps: {
        ...apps,
        listByOrganization: (id, keyset) => apps.listByOrganization(id, change(keyset)),
        search: (filter, keyset) => apps.search(filter, change(keyset)),
      },
      submissions: {
        ...submissions,
        listByApp: (id, keyset) => submissions.listByApp(id, change(keyset)),
        queue: (filter, keyset) => submissions.queue(filter, change(keyset)),
      },
    };
  };
}

/** Counts from the beginning of the list, as `limit` and `offset` do, whatever was written meanwhile. */
function numberedPages(storage: Storage): Storage {
  const offsets = new Map<string, number>();
  const { memberships } = storage;
  return {
    ...storage,
    memberships: {
      ...memberships,
      async list(id, viewer, filter, { limit, after, skip }) {
        const offset = skip + (offsets.get(after ?? '') ?? 0);
        const page = { limit, after: null, skip: offset };
        const list = await memberships.list(id, viewer, filter, page);
        if (list.next !== null) offsets.set(list.next, offset + limit);
        return list;
      },
    },
  };
}

export const saboteursOfLists: readonly Saboteur[] = [
  saboteur(
    'lists the other way round',
    ['PAGE-1', 'JOURNAL-2', 'READ-25'],
    answering(null, (answer) => {
      const items = field(answer, 'items');
      if (Array.isArray(items)) items.reverse();
    }),
  ),
  saboteur(
    'passes over nothing',
    ['PAGE-3'],
    paging((keyset) => ({ ...keyset, skip: 0 })),
  ),
  saboteur(
    'gives a row too many',
    ['PAGE-2', 'PAGE-3'],
    paging((keyset) => ({ ...keyset, limit: keyset.limit + 1 })),
  ),
  saboteur(
    'begins every page at the beginning',
    ['PAGE-1', 'PAGE-4', 'PAGE-5'],
    paging((keyset) => ({ ...keyset, after: null })),
  ),
  saboteur(
    'says that nothing follows',
    ['PAGE-1', 'PAGE-2'],
    answering(null, (answer) => {
      if (field(answer, 'items') !== undefined) setField(answer, 'next', null);
    }),
  ),
  saboteur(
    'gives an empty page a key',
    ['PAGE-6'],
    answering(null, (answer) => {
      const items = field(answer, 'items');
      if (Array.isArray(items) && items.length === 0) setField(answer, 'next', 'f'.repeat(24));
    }),
  ),
  saboteur(
    'passes over nothing in the store and in the queue',
    ['PAGE-3'],
    pagingApps((keyset) => ({ ...keyset, skip: 0 })),
  ),
  saboteur(
    'begins every page of apps and of submissions at the beginning',
    ['PAGE-1', 'PAGE-4'],
    pagingApps((keyset) => ({ ...keyset, after: null })),
  ),
  saboteur(
    'goes on in the queue behind a time and an id, whatever the lane',
    ['PAGE-1'],
    replacing('submissions', (real) => ({
      queue: (filter, keyset) => {
        const { after } = keyset;
        return real.queue(
          filter,
          after === null ? keyset : { ...keyset, after: { ...after, rank: 0 } },
        );
      },
    })),
  ),
  saboteur('numbers its pages', ['PAGE-4', 'PAGE-5'], numberedPages),
];
