// The view `organizations_documented`, for reports that know the documented shape. Guildhall itself never reads it, so
// that the readiness check does not ask for it: a service goes on where somebody has dropped it.

import type { mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import { organizations } from './aggregates.js';
import { withLists } from './documented.js';
import { codeOf, namespaceExists } from './errors.js';
import type { Row } from './fields.js';

const name = 'organizations_documented';

const view = {
  viewOn: organizations.collection,
  pipeline: [
    { $match: { isDeleted: false } },
    ...withLists(null),
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

/** Makes the view, or makes it as it is now where it was otherwise. */
export async function ensureView(db: mongo.Db): Promise<void> {
  try {
    await db.createCollection(name, view);
  } catch (error) {
    if (codeOf(error) !== namespaceExists) throw error;
    await replaceView(db);
  }
}

async function replaceView(db: mongo.Db): Promise<void> {
  const [existing] = await db.listCollections({ name }, { nameOnly: false }).toArray();
  if (existing?.type === 'collection') throw inTheWay();
  const { viewOn, pipeline }: Row = { ...existing?.options };
  if (JSON.stringify({ viewOn, pipeline }) === JSON.stringify(view)) return;
  await db.command({ collMod: name, ...view });
}

function inTheWay(): StorageError {
  return new StorageError(
    'misconfigured',
    `The view "${name}" cannot be made, since there is a collection of that name. Rename the collection or drop it, ` +
      'then call ensureIndexes() again.',
  );
}
