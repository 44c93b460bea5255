import { type KeyOwner, usedAtMostEvery } from '../../../domain/app/api-key.js';
import { secondsAfter } from '../../../domain/shared/time.js';
import type { KeyReads } from '../../../ports/storage.js';
import { tables } from '../collections.js';
import { date, objectId, type Row } from '../fields.js';
import type { Reader } from '../reader.js';
import type { RowWriter } from '../row-writer.js';
import { versionedFrom } from '../tables.js';
import { firstRows } from './slices.js';

export function keyReads(reader: Reader, write: RowWriter): KeyReads {
  return {
    async findById(id) {
      const row = await reader.findOne('apikeys', { _id: objectId(id) });
      return row === null ? null : versionedFrom(tables.apikeys, row);
    },
    async ofOwner(owner, limit) {
      const hint = `apikeys.by_${owner.kind}`;
      const rows = await firstRows(reader, 'apikeys', ofOwner(owner), { limit, hint });
      return rows.map((row) => versionedFrom(tables.apikeys, row));
    },
    async noteUsed(id, at) {
      const used = date.encode(at);
      const tooRecent = { $gt: secondsAfter(at, -usedAtMostEvery) };
      const filter = { _id: objectId(id), lastUsedAt: { $not: tooRecent } };
      await write('apikeys', filter, { $set: { lastUsedAt: used } });
    },
  };
}

function ofOwner(owner: KeyOwner): Row {
  return owner.kind === 'app'
    ? { 'owner.kind': 'app', 'owner.app': objectId(owner.appId) }
    : { 'owner.kind': 'organization', 'owner.organization': objectId(owner.organizationId) };
}
