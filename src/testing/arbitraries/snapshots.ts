import fc from 'fast-check';
import type { Publisher, Snapshot } from '../../domain/app/app.js';
import { displayNames } from './display-names.js';
import { organizationIds } from './ids.js';
import { manifests } from './manifests.js';
import { packageNames } from './package-names.js';
import { webAddresses } from './profiles.js';
import { record } from './records.js';

/** Snapshots of drafts that may hold and lack whatever a draft may. */
export function snapshots(): fc.Arbitrary<Snapshot> {
  return record({
    packageName: packageNames(),
    manifest: manifests(),
    publisher: publishers(),
  });
}

function publishers(): fc.Arbitrary<Publisher> {
  return fc.record(
    {
      organizationId: organizationIds(),
      name: displayNames(),
      website: webAddresses(),
      logo: webAddresses(),
    },
    { noNullPrototype: true, requiredKeys: ['organizationId', 'name'] },
  );
}
