import { afterEach, describe, expect, it, vi } from 'vitest';
import { freshDatabaseName, startMongod } from '../../src/cli/mongod.js';
import { cachedWheelMongod } from '../../src/cli/mongod-wheel.js';
import { scratchFolder, writeFiles } from '../support/project.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('startMongod', () => {
  it('takes the server that MONGODB_URI names, and says so in one line', async () => {
    vi.stubEnv('MONGODB_URI', 'mongodb://db.example:27017/?replicaSet=rs');
    const said: string[] = [];
    const { uri, stop } = await startMongod((line) => said.push(line));
    await stop();
    expect(uri).toBe('mongodb://db.example:27017/?replicaSet=rs');
    expect(said).toEqual(['MongoDB: the server of MONGODB_URI']);
  });

  it.each(['/no/such/mongod', process.execPath])(
    'refuses a MONGOMS_SYSTEM_BINARY that is no mongod: %s',
    async (path) => {
      vi.stubEnv('MONGODB_URI', '');
      vi.stubEnv('MONGOMS_SYSTEM_BINARY', path);
      await expect(startMongod(() => {})).rejects.toThrow(
        `MONGOMS_SYSTEM_BINARY names "${path}", which does not run as a mongod`,
      );
    },
  );
});

describe('the cached server', () => {
  it('is not used when it is damaged', async () => {
    const cache = scratchFolder();
    writeFiles(cache, {
      'guildhall/mongod-6.0.5-ubuntu2204': '#!/bin/sh\necho db version v6.0.5\n',
    });
    vi.stubEnv('XDG_CACHE_HOME', cache);
    expect(await cachedWheelMongod()).toBeNull();
  });
});

describe('freshDatabaseName', () => {
  it('never answers the same name twice, and says what it is for', () => {
    const names = Array.from({ length: 100 }, () => freshDatabaseName('tour'));
    expect(new Set(names).size).toBe(100);
    expect(names[0]).toMatch(/^guildhall_tour_[0-9a-f]{12}$/);
  });
});
