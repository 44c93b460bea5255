// The descriptions of all collections, of the journal and of the outbox: data, from which a storage makes its tables,
// columns, indexes or keys.

import type { StoredName, StoredRows } from '../stored-rows.js';
import { invitations, journal, outbox } from './deliveries.js';
import type { DescriptionOf, KeyName, StoredCollection } from './description.js';
import { memberships, organizations, slugs, users } from './people.js';
import { apikeys, apps, submissions } from './platform.js';

interface Descriptions {
  readonly users: DescriptionOf<StoredRows['users'], typeof users>;
  readonly organizations: DescriptionOf<StoredRows['organizations'], typeof organizations>;
  readonly memberships: DescriptionOf<StoredRows['memberships'], typeof memberships>;
  readonly invitations: DescriptionOf<StoredRows['invitations'], typeof invitations>;
  readonly slugs: DescriptionOf<StoredRows['slugs'], typeof slugs>;
  readonly apps: DescriptionOf<StoredRows['apps'], typeof apps>;
  readonly submissions: DescriptionOf<StoredRows['submissions'], typeof submissions>;
  readonly apikeys: DescriptionOf<StoredRows['apikeys'], typeof apikeys>;
  readonly journal: DescriptionOf<StoredRows['journal'], typeof journal>;
  readonly outbox: DescriptionOf<StoredRows['outbox'], typeof outbox>;
}

const descriptions: Descriptions = {
  users,
  organizations,
  memberships,
  invitations,
  slugs,
  apps,
  submissions,
  apikeys,
  journal,
  outbox,
};

/** The description of each collection, of the journal and of the outbox: their indexed fields, unique keys and lists. */
export const storedCollections: { readonly [C in StoredName]: StoredCollection<StoredRows[C]> } =
  descriptions;

/** The name of a list of a collection. */
export type ListName<C extends StoredName> = {
  [N in C]: Extract<keyof Descriptions[N]['lists'], string>;
}[C];

/** The collection that a unique constraint is about. */
export type CollectionOfKey<K extends KeyName> = K extends `${infer C extends StoredName}.${string}`
  ? C
  : never;

type Lists<C extends StoredName> = Descriptions[C]['lists'];

/** One text for each field by which a list finds its rows. */
export type ListValues<C extends StoredName, L extends keyof Lists<C>> = Lists<C>[L] extends {
  readonly by: infer By extends readonly string[];
}
  ? Texts<By>
  : never;

type Texts<Names extends readonly string[]> = { readonly [I in keyof Names]: string };

type KeyOf<K extends KeyName> = Descriptions[CollectionOfKey<K>]['keys'] extends {
  readonly [N in K]: { readonly by: infer By extends readonly string[] };
}
  ? By
  : never;

/** One text for each field of a unique key. It is never for a constraint that no description has. */
export type KeyValues<K extends KeyName> = Texts<KeyOf<K>>;

/** A constraint that its collection does not describe does not compile. */
const collectionsOfKeys: {
  readonly [K in KeyName]: [KeyOf<K>] extends [never] ? never : CollectionOfKey<K>;
} = {
  'users.email': 'users',
  'organizations.personal': 'organizations',
  'organizations.external_id': 'organizations',
  'memberships.organization_user': 'memberships',
  'invitations.pending': 'invitations',
  'apps.package_name': 'apps',
  'submissions.open': 'submissions',
};

/** The collection that a unique constraint is about. */
export function collectionOfKey<K extends KeyName>(key: K): CollectionOfKey<K> {
  return collectionsOfKeys[key];
}

/** The names of the lists of a collection. */
export function listNamesOf<C extends StoredName>(collection: C): readonly ListName<C>[] {
  const { lists } = storedCollections[collection];
  return Object.keys(lists).filter((name): name is ListName<C> => name in lists);
}
