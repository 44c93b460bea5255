// Freezes the rows of this release, so that later releases are tested with them: `npm run freeze`. The folder is named after
// the version in package.json. A release is frozen once.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freeze } from '../test/frozen/freeze.js';
import { writeRelease } from '../test/frozen/frozen-release.js';
import { withMongooseStorage } from './mongod/with-mongoose-storage.js';

const manifest = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
const { version }: { readonly version: string } = JSON.parse(manifest);
await withMongooseStorage('freeze', async (_storage, connection) => {
  writeRelease(await freeze(version, connection));
});
console.log(`The rows of ${version} are in test/frozen/releases/${version}. Commit them.`);
