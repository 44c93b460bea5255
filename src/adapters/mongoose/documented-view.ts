// The view `organizations_documented`, for reports that other programs make from the documented shape. Guildhall never
// reads it, so the readiness check ignores it, and a service still works after somebody has dropped it.

import type { mongo } from 'mongoose';
import type { Database } from './database.js';
import { documentedListStages } from './documented-lookups.js';
import type { PipelineStages } from './reads/pipelines.js';
import type { SetupStep } from './setup.js';

const name = 'organizations_documented';
const viewedCollection = 'organizations';

const pipeline: PipelineStages = [
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
];

function viewOptionsIn({ nameOf, toStoredPipeline }: Database): mongo.CreateCollectionOptions {
  return { viewOn: nameOf(viewedCollection), pipeline: toStoredPipeline(pipeline) };
}

/** Creates the view, or updates a view that has another definition. */
export const documentedView: SetupStep = {
  name,
  async foreignReason({ nameOf }, { type, options }) {
    if (type !== 'view') return 'is no view';
    const { viewOn } = options;
    return viewOn === nameOf(viewedCollection) ? null : `is a view of "${viewOn}"`;
  },
  async create(database) {
    await database.db.createCollection(database.nameOf(name), viewOptionsIn(database));
  },
  async update(database, { options: { viewOn, pipeline: stages } }) {
    const options = viewOptionsIn(database);
    if (JSON.stringify({ viewOn, pipeline: stages }) === JSON.stringify(options)) return;
    await database.db.command({ collMod: database.nameOf(name), ...options });
  },
};
