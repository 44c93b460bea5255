// `guildhall tour` as a program: what it prints where, and what it says when it cannot.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../support/project.js';
import { examples, guildhall, tourJsonSchema } from './support.js';

// Starting a program takes long on a machine that is busy.
const limit = 60_000;

describe('guildhall tour', () => {
  it(
    'prints nothing but JSON with --json',
    async () => {
      const { code, stdout, stderr } = await guildhall(['tour', '--json', '--input', examples]);
      const json = tourJsonSchema.parse(JSON.parse(stdout));
      expect(json).toMatchObject({ storage: 'memory', mails: 159 });
      expect(stdout.split('\n')).toEqual([expect.stringMatching(/^{.+}$/), '']);
      expect(stderr).toBe('');
      expect(code).toBe(0);
    },
    limit,
  );

  it(
    'says in one sentence what to do with a missing file',
    async () => {
      const { code, stdout, stderr } = await guildhall(['tour', '--input', '/no/such/file']);
      expect(stderr).toBe(
        '/no/such/file does not exist; name a file with --input that holds one JSON object a line.\n',
      );
      expect(stdout).toBe('');
      expect(code).toBe(1);
    },
    limit,
  );

  it(
    'ends with an error where an app is not refused as its line says',
    async () => {
      const apps = join(scratchFolder(), 'apps.jsonl');
      const refused = { code: 'package_name_taken', path: 'packageName' };
      const app = { packageName: 'com.example.clock', name: 'Clock', manifest: {}, refused };
      writeFileSync(apps, JSON.stringify(app));
      const { code, stdout, stderr } = await guildhall(['tour', '--apps', apps]);
      expect(stderr).toBe(
        'apps, line 1: com.example.clock was to be refused as package_name_taken at packageName and was refused as package_name_invalid at packageName. Correct the line, with "refused" beside it where it is to be refused; if it is right, report a fault of Guildhall.\n',
      );
      expect(stdout).toBe('');
      expect(code).toBe(1);
    },
    limit,
  );

  it(
    'says which storages there are',
    async () => {
      const { code, stderr } = await guildhall(['tour', '--storage', 'paper']);
      expect(stderr).toContain(
        "argument 'paper' is invalid. Allowed choices are memory, mongoose.",
      );
      expect(code).toBe(1);
    },
    limit,
  );

  it(
    'says in one sentence what to do when MongoDB is not there',
    async () => {
      const { code, stdout, stderr } = await guildhall(['tour', '--storage', 'mongoose'], {
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
