// The view `organizations_documented`, for reports that other programs make from the documented shape. Guildhall never
// reads it, so the readiness check ignores it, and a service still works after somebody has dropped it.

import type { mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import { organizations } from './collections/organizations.js';
import { documentedListStages } from './documented-lookups.js';
import { namespaceExistsCode, serverErrorCode } from './errors.js';
import type { BsonRecord } from './fields/field.js';

const viewName = 'organizations_documented';

const viewOptions = {
  viewOn: organizations.collection,
  pipeline: [
    { $match: { isDeleted: false } },
    ...documentedListStages(null),
    {
      $project: {
        name: 1,
        slug: 1,
        profile: { website: 1, contactEmail: 1, description: 1, logo: 1 },
        members: 1,
        pendingInvites: 1,
      },
    },
  ],
};

/** Creates the view, or updates a view that has another definition. */
export async function ensureDocumentedView(db: mongo.Db): Promise<void> {
  try {
    await db.createCollection(viewName, viewOptions);
  } catch (error) {
    if (serverErrorCode(error) !== namespaceExistsCode) throw error;
    await replaceDocumentedView(db);
  }
}

async function replaceDocumentedView(db: mongo.Db): Promise<void> {
  const [existing] = await db.listCollections({ name: viewName }, { nameOnly: false }).toArray();
  if (existing?.type === 'collection') throw viewNameTakenError();
  const { viewOn, pipeline }: BsonRecord = { ...existing?.options };
  if (JSON.stringify({ viewOn, pipeline }) === JSON.stringify(viewOptions)) return;
  await db.command({ collMod: viewName, ...viewOptions });
}

function viewNameTakenError(): StorageError {
  return new StorageError(
    'misconfigured',
    `The view "${viewName}" cannot be created, because a collection has that name. Rename the collection or drop it, ` +
      'then call ensureIndexes() again.',
  );
}
