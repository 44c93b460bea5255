// Tells collections of Guildhall's from those of somebody else, before anything is written.

import { StorageError } from '../../ports/storage-error.js';
import type { CollectionSetup } from './collection-definition.js';
import type { Database } from './database.js';
import {
  type ExistingCollection,
  isEmpty,
  listIndexes,
  sampleForeignIds,
} from './existing-collections.js';
import type { BsonRecord } from './fields/field.js';
import { markedRevision } from './validator.js';

/**
 * Why an existing collection is not Guildhall's; null if it is. Guildhall's own has the title of its validator. Without
 * it, as in one that an older version made or that was restored from a backup, every document must be a row; and if there
 * is none, it has an index by a declared name.
 */
export async function foreignReason(
  database: Database,
  setup: CollectionSetup,
  { type, options }: ExistingCollection,
): Promise<string | null> {
  const kind = unusualKind(type, options);
  if (kind !== null) return kind;
  if (markedRevision(setup, options) !== null) return null;
  const indexes = (await listIndexes(database, setup.collection)).map(({ name }) => String(name));
  const foreignIds = await sampleForeignIds(database, setup);
  const declared = setup.indexes.map(({ name }) => name);
  const hasTrace = async () =>
    indexes.some((name) => declared.includes(name)) || !(await isEmpty(database, setup.collection));
  if (foreignIds.length === 0 && (await hasTrace())) return null;
  return describeForeign(options, indexes, foreignIds);
}

/** Guildhall makes plain collections only, and others would not keep what it writes. */
function unusualKind(type: string, options: BsonRecord): string | null {
  if (type !== 'collection') return type === 'view' ? 'is a view' : `is a ${type} collection`;
  if (options['capped'] === true) return 'is a capped collection';
  if (options['clusteredIndex'] !== undefined) return 'is a clustered collection';
  return options['collation'] === undefined ? null : 'has a collation';
}

function describeForeign(
  options: BsonRecord,
  indexes: readonly string[],
  foreignIds: readonly string[],
): string {
  const others = indexes.filter((name) => name !== '_id_');
  const [id] = foreignIds;
  const parts = [
    ...(id === undefined ? [] : [`has documents that are not Guildhall's, such as ${id}`]),
    ...(others.length === 0 ? [] : [`has the indexes ${others.slice(0, 3).join(', ')}`]),
    ...(options['validator'] === undefined ? [] : ["has a validator that is not Guildhall's"]),
  ];
  return parts.length === 0 ? 'was made by somebody else, and is empty' : parts.join(' and ');
}

/** The reasons by the stored names of the collections. */
export function foreignCollectionsError(
  database: Database,
  reasons: readonly (readonly [name: string, reason: string])[],
): StorageError {
  const found = reasons.map(([name, reason]) => `"${name}" ${reason}`).join('; ');
  return new StorageError(
    'misconfigured',
    `Choose another collectionPrefix, or give Guildhall a \`database\` of its own: in "${database.db.databaseName}", ` +
      `names that it needs belong to somebody else. ${found}. Nothing was created or changed. If nobody needs one of ` +
      'these collections, drop or rename it, and call ensureIndexes() again.',
  );
}
