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
export type ListName<C extends StoredName> = Extract<keyof Descriptions[C]['lists'], string>;

/** The collection that a unique constraint is about. */
export type CollectionOfKey<K extends KeyName> = K extends `${infer C extends StoredName}.${string}`
  ? C
  : never;

type Lists<C extends StoredName> = Descriptions[C]['lists'];

/** One text for each field by which a list finds its rows. */
export type ListValues<C extends StoredName, L extends keyof Lists<C>> = Lists<C>[L] extends {
  readonly by: infer By extends readonly string[];
}
  ? { readonly [I in keyof By]: string }
  : never;

type KeyOf<K extends KeyName> = Descriptions[CollectionOfKey<K>]['keys'] extends {
  readonly [N in K]: { readonly by: infer By extends readonly string[] };
}
  ? By
  : never;

/** One text for each field of a unique key. It is never for a constraint that no description has. */
export type KeyValues<K extends KeyName> = { readonly [I in keyof KeyOf<K>]: string };
