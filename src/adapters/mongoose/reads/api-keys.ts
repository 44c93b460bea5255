import { minKeyUseInterval } from '../../../domain/app/api-key.js';
import type { ResourceOwner } from '../../../domain/shared/resource-owner.js';
import { addSeconds } from '../../../domain/shared/time.js';
import type { ApiKeyAccess } from '../../../ports/storage.js';
import { versionedFromRow } from '../collection-definition.js';
import { collections } from '../collections.js';
import { type BsonRecord, date, toObjectId } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import type { RowUpdater } from '../row-writer.js';
import { findFirstRows } from './row-pages.js';

export function keyReads(reader: RowReader, write: RowUpdater): ApiKeyAccess {
  return {
    async findById(id) {
      const row = await reader.findOne('apikeys', { _id: toObjectId(id) });
      return row === null ? null : versionedFromRow(collections.apikeys, row);
    },
    async listByOwner(owner, limit) {
      const hint = `apikeys.by_${owner.kind}`;
      const rows = await findFirstRows(reader, 'apikeys', keyOwnerFilter(owner), { limit, hint });
      return rows.map((row) => versionedFromRow(collections.apikeys, row));
    },
    async recordUse(id, at) {
      const used = date.encode(at);
      const tooRecent = { $gt: addSeconds(at, -minKeyUseInterval) };
      const filter = { _id: toObjectId(id), lastUsedAt: { $not: tooRecent } };
      await write('apikeys', filter, { $set: { lastUsedAt: used } });
    },
  };
}

function keyOwnerFilter(owner: ResourceOwner): BsonRecord {
  return owner.kind === 'app'
    ? { 'owner.kind': 'app', 'owner.app': toObjectId(owner.appId) }
    : { 'owner.kind': 'organization', 'owner.organization': toObjectId(owner.organizationId) };
}
