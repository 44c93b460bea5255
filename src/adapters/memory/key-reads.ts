import { isWorthNoting } from '../../domain/app/api-key.js';
import type { KeyReads } from '../../ports/storage.js';
import { ownerKey } from './app-tables.js';
import type { Call } from './call.js';
import { detached } from './detached.js';
import { take } from './slice.js';
import type { Tables } from './tables.js';

export function keyReads({ apikeys }: Tables, call: Call): KeyReads {
  return {
    findById: (id) => call(() => apikeys.find(id)),

    ofOwner: (owner, limit) =>
      call(() => take(apikeys.from(apikeys.byOwner.ascending(ownerKey(owner))), limit)),

    noteUsed(id, at) {
      const lastUsedAt = detached(at);
      return call(() =>
        apikeys.note(id, (key) => (isWorthNoting(key, lastUsedAt) ? { ...key, lastUsedAt } : key)),
      );
    },
  };
}
