import fc from 'fast-check';
import type { AppSnapshot, Publisher } from '../../domain/app/app.js';
import { displayNames } from './display-names.js';
import { organizationIds } from './ids.js';
import { manifests } from './manifests.js';
import { packageNames } from './package-names.js';
import { webAddresses } from './profiles.js';
import { record } from './records.js';

/** Snapshots of any draft. */
export function snapshots(): fc.Arbitrary<AppSnapshot> {
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
