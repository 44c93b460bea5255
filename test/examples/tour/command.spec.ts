// The tour as a program: what it prints to stdout and stderr, and its error messages.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../support/project.js';
import { exampleOrganizations, runTourCommand, tourJsonSchema } from './tour-helpers.js';

// Starting a program takes long on a machine that is busy.
const limit = 60_000;

describe('npm start', () => {
  it(
    'prints nothing but JSON with --json',
    async () => {
      const { code, stdout, stderr } = await runTourCommand([
        '--json',
        '--input',
        exampleOrganizations,
      ]);
      const json = tourJsonSchema.parse(JSON.parse(stdout));
      expect(json).toMatchObject({ storage: 'memory', mails: 159 });
      expect(stdout.split('\n')).toEqual([expect.stringMatching(/^{.+}$/), '']);
      expect(stderr).toBe('');
      expect(code).toBe(0);
    },
    limit,
  );

  it(
    'says in one sentence what to do about a missing file',
    async () => {
      const { code, stdout, stderr } = await runTourCommand(['--input', '/no/such/file']);
      expect(stderr).toBe(
        '/no/such/file does not exist; name a file with --input that holds one JSON object per line.\n',
      );
      expect(stdout).toBe('');
      expect(code).toBe(1);
    },
    limit,
  );

  it(
    'ends with an error if an app is not refused as its row says',
    async () => {
      const apps = join(scratchFolder(), 'apps.jsonl');
      const refused = { code: 'package_name_taken', path: 'packageName' };
      const app = { packageName: 'com.example.clock', name: 'Clock', manifest: {}, refused };
      writeFileSync(apps, JSON.stringify(app));
      const { code, stdout, stderr } = await runTourCommand(['--apps', apps]);
      expect(stderr).toBe(
        'apps, line 1: com.example.clock should have been refused as package_name_taken at packageName and was refused as package_name_invalid at packageName. Correct the line, and set "refused" if it must be refused. If the line is right, please report a bug in Guildhall.\n',
      );
      expect(stdout).toBe('');
      expect(code).toBe(1);
    },
    limit,
  );

  it(
    'lists the storages if it is given another one',
    async () => {
      const { code, stderr } = await runTourCommand(['--storage', 'paper']);
      expect(stderr).toContain(
        "argument 'paper' is invalid. Allowed choices are memory, mongoose.",
      );
      expect(code).toBe(1);
    },
    limit,
  );

  it(
    'says in one sentence what to do if MongoDB cannot be reached',
    async () => {
      const { code, stdout, stderr } = await runTourCommand(['--storage', 'mongoose'], {
        MONGODB_URI: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100',
      });
      expect(stderr.split('\n')).toEqual([
        'MongoDB: the server of MONGODB_URI',
        expect.stringMatching(
          /^MongoDB cannot be reached \(.+\); correct MONGODB_URI, or unset it/,
        ),
        '',
      ]);
      expect(stdout).toBe('');
      expect(code).toBe(1);
    },
    limit,
  );
});
