import { isKeyUseWorthRecording } from '../../domain/app/api-key.js';
import type { ApiKeyReads } from '../../ports/storage.js';
import { ownerKey } from './app-tables.js';
import { type CallRunner, deepCopy } from './port-call.js';
import { take } from './slice.js';
import type { MemoryTables } from './tables.js';

export function keyReads({ apikeys }: MemoryTables, call: CallRunner): ApiKeyReads {
  return {
    findById: (id) => call(() => apikeys.find(id)),

    listByOwner: (owner, limit) =>
      call(() => take(apikeys.rowsAt(apikeys.byOwner.ascending(ownerKey(owner))), limit)),

    recordUse(id, at) {
      const lastUsedAt = deepCopy(at);
      return call(() =>
        apikeys.updateUnversioned(id, (key) =>
          isKeyUseWorthRecording(key, lastUsedAt) ? { ...key, lastUsedAt } : key,
        ),
      );
    },
  };
}
