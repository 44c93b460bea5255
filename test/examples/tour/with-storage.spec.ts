// The same tour on both storages.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { toTourJson } from '../../../examples/tour/json-report.js';
import { mongodUri } from '../../support/mongo-connections.js';
import { scratchFolder } from '../../support/project.js';
import {
  exampleOrganizations,
  runTourCommand,
  runTourInMemory,
  tourJsonSchema,
} from './tour-helpers.js';

const limit = 240_000;

async function tour(...parameters: readonly string[]): Promise<string> {
  const environment = { MONGODB_URI: mongodUri() };
  const { code, stdout, stderr } = await runTourCommand(parameters, environment);
  const isMongoose = parameters.includes('mongoose');
  expect(stderr).toBe(isMongoose ? 'MongoDB: the server of MONGODB_URI\n' : '');
  expect(code).toBe(0);
  return stdout;
}

const timeAndRate = / in [0-9.]+ s on (memory|mongoose): [0-9,]+ steps a second$/m;

describe('the tour on Mongoose', () => {
  it(
    'finds the same slugs, states and refusals as in memory',
    async () => {
      const inMemory = await runTourInMemory(exampleOrganizations);
      const { elapsedMs: _elapsed, ...expected } = toTourJson('mongoose', inMemory);
      const json = await tour('--json', '--storage', 'mongoose');
      expect(tourJsonSchema.parse(JSON.parse(json))).toMatchObject(expected);
    },
    limit,
  );

  it(
    'prints the same tables for forty organizations, except for time and rate',
    async () => {
      const input = join(scratchFolder(), 'organizations.jsonl');
      const lines = readFileSync(exampleOrganizations, 'utf8').split('\n').slice(0, 40);
      writeFileSync(input, lines.join('\n'));
      const inMemory = await tour('--input', input);
      const onMongoose = await tour('--storage', 'mongoose', '--input', input);
      expect(onMongoose).toMatch(timeAndRate);
      expect(onMongoose.replace(timeAndRate, '')).toBe(inMemory.replace(timeAndRate, ''));
    },
    limit,
  );

  it('leaves no database behind', async () => {
    const connection = await createConnection(mongodUri()).asPromise();
    const { databases } = await connection.listDatabases();
    await connection.close();
    expect(databases.map(({ name }) => name)).toContain('admin');
    expect(databases.filter(({ name }) => name.startsWith('guildhall_tour_'))).toEqual([]);
  });
});
