// Finding and starting a MongoDB for tests, the tour and the race.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findCachedWheelMongod } from '../../scripts/mongod/pypi-wheel.js';
import {
  startMongod,
  startMongodOnPort,
  uniqueDatabaseName,
} from '../../scripts/mongod/start-mongod.js';
import { scratchFolder, writeFiles } from '../support/project.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('startMongod', () => {
  it('uses the server in MONGODB_URI, and prints one line about it', async () => {
    vi.stubEnv('MONGODB_URI', 'mongodb://db.example:27017/?replicaSet=rs');
    const printed: string[] = [];
    const { uri, stop } = await startMongod((line) => printed.push(line));
    await stop();
    expect(uri).toBe('mongodb://db.example:27017/?replicaSet=rs');
    expect(printed).toEqual(['MongoDB: the server of MONGODB_URI']);
  });

  it.each(['/no/such/mongod', process.execPath])(
    'throws if MONGOMS_SYSTEM_BINARY is not a mongod: %s',
    async (path) => {
      vi.stubEnv('MONGODB_URI', '');
      vi.stubEnv('MONGOMS_SYSTEM_BINARY', path);
      await expect(startMongod(() => {})).rejects.toThrow(
        `MONGOMS_SYSTEM_BINARY is "${path}", which does not run as a mongod`,
      );
    },
  );
});

describe('startMongodOnPort', () => {
  it('throws if the port is in use, and starts nothing elsewhere', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(startMongodOnPort(port, () => {})).rejects.toThrow(
      `The port ${port} is in use; give another one with --port.`,
    );
    other.close();
  });
});

describe('the cached server', () => {
  it('is not used if it is damaged', async () => {
    const cache = scratchFolder();
    writeFiles(cache, {
      'guildhall/mongod-6.0.5-ubuntu2204': '#!/bin/sh\necho db version v6.0.5\n',
    });
    vi.stubEnv('XDG_CACHE_HOME', cache);
    expect(await findCachedWheelMongod()).toBeNull();
  });
});

describe('uniqueDatabaseName', () => {
  it('never returns the same name twice, and puts the purpose in it', () => {
    const names = Array.from({ length: 100 }, () => uniqueDatabaseName('tour'));
    expect(new Set(names).size).toBe(100);
    expect(names[0]).toMatch(/^guildhall_tour_[0-9a-f]{12}$/);
  });
});
