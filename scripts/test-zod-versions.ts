// Runs the tests of the schemas on the first version of zod that package.json allows, and on the newest: `npm run zod`.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minVersion } from 'semver';
import { cacheFolder } from './mongod/run-program.js';

const root = join(import.meta.dirname, '..');
const tests = [
  'test/application/use-case/input-schema.prop.ts',
  'test/application/use-case/bad-input.prop.ts',
  'test/application/apps/apps.spec.ts',
  'test/application/keys/keys.spec.ts',
  'test/application/organizations',
];

function run(program: string, parameters: readonly string[], folder: string, zod?: string): void {
  const env = zod === undefined ? process.env : { ...process.env, ZOD_FOLDER: zod };
  const { status } = spawnSync(program, parameters, { cwd: folder, stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}

/** Installs a version of zod in the cache, and returns its folder and what version it is. */
function install(wanted: string): { readonly folder: string; readonly version: string } {
  const place = join(cacheFolder(), `zod-${wanted}`);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'package.json'), '{ "private": true }\n');
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', `zod@${wanted}`], place);
  const folder = join(place, 'node_modules', 'zod');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { folder, version };
}

const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const first = minVersion(dependencies.zod)?.version ?? '';

for (const wanted of [first, dependencies.zod]) {
  const { folder, version } = install(wanted);
  process.stdout.write(`The schemas on zod ${version}:\n`);
  run('npx', ['vitest', 'run', '--typecheck.enabled=false', ...tests], root, folder);
}
