// The validators of the collections. The title of each also marks its collection as one of Guildhall's.

import type { CollectionSetup } from './collection-definition.js';
import { jsonSchemaOf } from './fields/embedded.js';
import type { BsonRecord } from './fields/field.js';

/** Raised in every release that changes a validator or adds a unique index, so that an older service leaves both as they are. */
export const validatorRevision = 1;

const titlePattern = /^Guildhall (\w+), revision (\d+)$/;

/** With `moderate`, an invalid document that existed before can still be changed. */
export function validatorOptionsOf({ collection, stored }: CollectionSetup): BsonRecord {
  const title = `Guildhall ${collection}, revision ${validatorRevision}`;
  return {
    validator: { $jsonSchema: { title, ...jsonSchemaOf(stored) } },
    validationLevel: 'moderate',
    validationAction: 'error',
  };
}

/** The revision of the validator that Guildhall gave this collection. Null if it has none, or a validator without title. */
export function markedRevision(
  { collection }: CollectionSetup,
  options: BsonRecord,
): number | null {
  const { $jsonSchema } = toRecord(options['validator']);
  const [, marked, revision] = titlePattern.exec(String(toRecord($jsonSchema)['title'])) ?? [];
  return marked === collection ? Number(revision) : null;
}

/** Whether the validator of these options is the declared one, or one of a newer version of Guildhall. */
export function isValidatorCurrent(setup: CollectionSetup, options: BsonRecord): boolean {
  const declared = validatorOptionsOf(setup);
  const names = isOfNewerRelease(setup, options) ? comparedOfNewer : Object.keys(declared);
  return names.every((name) => JSON.stringify(options[name]) === JSON.stringify(declared[name]));
}

/** Whether a newer version of Guildhall has set the collection up. Its indexes may then be more than the declared ones. */
export function isOfNewerRelease(setup: CollectionSetup, options: BsonRecord): boolean {
  return (markedRevision(setup, options) ?? 0) > validatorRevision;
}

/** Of a newer validator, all but the schema must be as declared. */
const comparedOfNewer = ['validationLevel', 'validationAction'];

function toRecord(value: unknown): BsonRecord {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
