// Recording when an API key was last used.

import { addSeconds } from '../../domain/shared/time.js';
import type { Storage } from '../../ports/storage.js';
import { insertChange, updateChange } from '../row-changes.js';
import { apiKey, apiKeyId, appId } from './app-fixtures.js';
import { assertSame, foundOrThrow } from './assertions.js';
import { type ClauseGroup, clause, type TestWriter } from './clause.js';
import { atMinute } from './fixtures.js';
import { poolOf } from './row-pool.js';

const keyOwner = { kind: 'app', appId: appId(1) } as const;
const [key, otherKey] = [apiKey(1, keyOwner), apiKey(2, keyOwner)];

function writeKeys({ write }: TestWriter): Promise<void> {
  return write([insertChange('apikeys', key), insertChange('apikeys', otherKey)]);
}

/** Checks that the key has this time of last use and is otherwise unchanged. */
async function assertOnlyLastUsedAtChanged(
  { apiKeys }: Storage,
  lastUsedAt: Date,
  what: string,
): Promise<void> {
  assertSame(await apiKeys.findById(key.id), { value: { ...key, lastUsedAt }, version: 1 }, what);
}

export const keyUsageGroup: ClauseGroup = {
  name: 'NOTE',
  summary: 'the last use of a key is recorded outside of commits',
  clauses: [
    clause(
      'NOTE-1',
      '`apiKeys.recordUse` records the first use of a key and changes no other key.',
      async (storage, writer) => {
        await writeKeys(writer);
        await storage.apiKeys.recordUse(key.id, atMinute(3));
        await assertOnlyLastUsedAtChanged(storage, atMinute(3), 'the key after its first use');
        assertSame(
          await storage.apiKeys.findById(otherKey.id),
          { value: otherKey, version: 1 },
          'another key',
        );
      },
    ),

    clause(
      'NOTE-2',
      'A use less than a minute after the recorded one is not recorded, a use one minute or more after it is recorded, and the recorded time never goes back.',
      async (storage, writer) => {
        await writeKeys(writer);
        const first = atMinute(3);
        const almostAMinuteLater = new Date(addSeconds(first, 60).getTime() - 1);
        await storage.apiKeys.recordUse(key.id, first);
        await storage.apiKeys.recordUse(key.id, almostAMinuteLater);
        await assertOnlyLastUsedAtChanged(storage, first, 'a use almost a minute later');
        await storage.apiKeys.recordUse(key.id, atMinute(4));
        await assertOnlyLastUsedAtChanged(storage, atMinute(4), 'a use a minute later');
        await storage.apiKeys.recordUse(key.id, atMinute(1));
        await assertOnlyLastUsedAtChanged(storage, atMinute(4), 'a late record of an earlier use');
        const uses = Array.from({ length: 20 }, (_, n) =>
          storage.apiKeys.recordUse(key.id, atMinute(n)),
        );
        await Promise.all(uses);
        const stored = await storage.apiKeys.findById(key.id);
        assertSame(stored?.value.lastUsedAt, atMinute(19), 'the last of many concurrent uses');
      },
    ),

    clause(
      'NOTE-3',
      'Recording a use does not raise the version, so it conflicts with no commit, and an update overwrites it; recording the use of an unknown key does nothing.',
      async (storage, { write }) => {
        await write([insertChange('apikeys', key)]);
        await storage.apiKeys.recordUse(key.id, atMinute(3));
        const revoked = { ...key, revokedAt: atMinute(4), updatedAt: atMinute(4) };
        await write([updateChange('apikeys', revoked, 1)]);
        assertSame(
          await storage.apiKeys.findById(key.id),
          { value: revoked, version: 2 },
          'the key',
        );
        await storage.apiKeys.recordUse(apiKeyId(9), atMinute(3));
        assertSame(await storage.apiKeys.findById(apiKeyId(9)), null, 'a key that does not exist');
        assertSame(
          await storage.apiKeys.listByOwner(keyOwner, 10),
          [{ value: revoked, version: 2 }],
          'all keys',
        );
      },
    ),

    clause(
      'NOTE-4',
      'An update at the same moment as a recorded use succeeds, and nothing of it is lost.',
      async (storage, writer) => {
        await writeKeys(writer);
        for (const version of Array.from({ length: 10 }, (_, index) => index + 1)) {
          const revoked = { ...key, revokedAt: atMinute(version), updatedAt: atMinute(version) };
          const uses = [2, 4].map((n) => storage.apiKeys.recordUse(key.id, atMinute(n * version)));
          await Promise.all([...uses, writer.write([updateChange('apikeys', revoked, version)])]);
          const { value, version: after } = foundOrThrow(
            await storage.apiKeys.findById(key.id),
            'the key',
          );
          const { lastUsedAt: _lastUsedAt, ...rest } = value;
          const what = 'a key that was revoked while it was used, without its last use';
          assertSame(
            { value: rest, version: after },
            { value: revoked, version: version + 1 },
            what,
          );
        }
      },
    ),

    clause(
      'NOTE-5',
      'The use of a key with any fields is recorded, also of a revoked or an expired one.',
      async (storage, { write }) => {
        const keys = poolOf('apikeys');
        await write(keys.map((row) => insertChange('apikeys', row)));
        for (const row of keys) {
          const lastUsedAt = addSeconds(row.lastUsedAt ?? atMinute(0), 60);
          await storage.apiKeys.recordUse(row.id, lastUsedAt);
          const expected = { value: { ...row, lastUsedAt }, version: 1 };
          assertSame(await storage.apiKeys.findById(row.id), expected, `the key ${row.id}`);
        }
      },
    ),
  ],
};
