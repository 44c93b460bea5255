// The subjects of other libraries. They are installed in a workspace of their own, `bench/peers`, and loaded from there.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BenchmarkData } from './benchmark-data.js';
import type { OpenSubject } from './subject.js';

/** What each module of `bench/peers` exports. */
export interface PeerModule {
  createPeerOnMemory(data: BenchmarkData): Promise<OpenSubject>;
  createPeerOnMongo(data: BenchmarkData, uri: string, databaseName: string): Promise<OpenSubject>;
}

export const peersFolder: string = join(import.meta.dirname, 'peers');

/** Throws if the workspace is not installed; the message says how to install it. */
export async function loadBetterAuth(): Promise<PeerModule> {
  if (!existsSync(join(peersFolder, 'node_modules'))) {
    throw new Error('better-auth is not installed; run `npm run bench:install`');
  }
  return import(pathToFileURL(join(peersFolder, 'better-auth.ts')).href);
}
