import { isKeyUseWorthRecording } from '../../domain/app/api-key.js';
import type { ApiKeyAccess } from '../../ports/storage.js';
import { ownerIndexKey } from './app-tables.js';
import { type CallRunner, deepCopy } from './port-call.js';
import { takeFirst } from './row-page.js';
import type { MemoryTables } from './tables.js';

export function createApiKeyAccess({ apikeys }: MemoryTables, call: CallRunner): ApiKeyAccess {
  return {
    findById: (id) => call(() => apikeys.find(id)),

    listByOwner: (owner, limit) =>
      call(() => takeFirst(apikeys.rowsAt(apikeys.byOwner.ascending(ownerIndexKey(owner))), limit)),

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
