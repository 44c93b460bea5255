import { secondsAfter } from '../../domain/shared/time.js';
import type { Storage } from '../../ports/storage.js';
import { insertOf, updateOf } from './changes.js';
import { clause, type Family, type Tools } from './clause.js';
import { same } from './expectations.js';
import { at } from './specimens.js';
import { apiKey, apiKeyId, appId } from './specimens-of-apps.js';

const owner = { kind: 'app', appId: appId(1) } as const;
const [key, other] = [apiKey(1, owner), apiKey(2, owner)];

function writeKeys({ write }: Tools): Promise<void> {
  return write([insertOf('apikeys', key), insertOf('apikeys', other)]);
}

/** The key must stand with this time, and otherwise as it was. */
async function mustHaveBeenUsed({ keys }: Storage, lastUsedAt: Date, what: string): Promise<void> {
  same(await keys.findById(key.id), { value: { ...key, lastUsedAt }, version: 1 }, what);
}

export const note: Family = {
  name: 'NOTE',
  about: 'when a key was last used, beside all commits',
  clauses: [
    clause(
      'NOTE-1',
      '`keys.noteUsed` notes the first use of a key, and nothing at any other key.',
      async (storage, tools) => {
        await writeKeys(tools);
        await storage.keys.noteUsed(key.id, at(3));
        await mustHaveBeenUsed(storage, at(3), 'the key after its first use');
        same(await storage.keys.findById(other.id), { value: other, version: 1 }, 'another key');
      },
    ),

    clause(
      'NOTE-2',
      'A use within a minute of the last one that was noted is not noted, one a whole minute after it is, and none ever moves the note back.',
      async (storage, tools) => {
        await writeKeys(tools);
        const first = at(3);
        const aMoment = new Date(secondsAfter(first, 60).getTime() - 1);
        await storage.keys.noteUsed(key.id, first);
        await storage.keys.noteUsed(key.id, aMoment);
        await mustHaveBeenUsed(storage, first, 'a use almost a minute later');
        await storage.keys.noteUsed(key.id, at(4));
        await mustHaveBeenUsed(storage, at(4), 'a use a minute later');
        await storage.keys.noteUsed(key.id, at(1));
        await mustHaveBeenUsed(storage, at(4), 'a use that comes in late');
        const uses = Array.from({ length: 20 }, (_, n) => storage.keys.noteUsed(key.id, at(n)));
        await Promise.all(uses);
        const stored = await storage.keys.findById(key.id);
        same(stored?.value.lastUsedAt, at(19), 'the last of many uses at once');
      },
    ),

    clause(
      'NOTE-3',
      'A note raises no version, so that no commit is in its way, and an update writes over it; a use of a key that there is not is nothing.',
      async (storage, { write }) => {
        await write([insertOf('apikeys', key)]);
        await storage.keys.noteUsed(key.id, at(3));
        const revoked = { ...key, revokedAt: at(4), updatedAt: at(4) };
        await write([updateOf('apikeys', revoked, 1)]);
        same(await storage.keys.findById(key.id), { value: revoked, version: 2 }, 'the key');
        await storage.keys.noteUsed(apiKeyId(9), at(3));
        same(await storage.keys.findById(apiKeyId(9)), null, 'a key that there is not');
        same(await storage.keys.ofOwner(owner, 10), [{ value: revoked, version: 2 }], 'all keys');
      },
    ),
  ],
};
