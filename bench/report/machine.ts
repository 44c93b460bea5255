// The machine, and the versions of what was measured.

import { readFileSync } from 'node:fs';
import { cpus, release, type as systemType, totalmem } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Machine } from './results.js';

const root = join(import.meta.dirname, '..', '..');

export function readMachine(): Machine {
  const cores = cpus();
  return {
    processor: cores[0]?.model.trim() ?? 'unknown processor',
    cores: cores.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${systemType()} ${release().split('-')[0]}`,
  };
}

/** The server's version is not in a file. */
export function readVersions(mongod: string): Readonly<Record<string, string>> {
  return {
    Guildhall: readVersion('.'),
    Node: process.version.slice(1),
    MongoDB: mongod,
    mongodb: readVersion('node_modules/mongodb'),
    mongoose: readVersion('node_modules/mongoose'),
    'better-auth': readVersion('bench/peers/node_modules/better-auth'),
  };
}

const manifest = z.object({ version: z.string() });

function readVersion(folder: string): string {
  return manifest.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')))
    .version;
}
