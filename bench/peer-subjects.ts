// The subjects of other libraries. They are installed in a workspace of their own, `bench/peers`, and loaded from there.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BenchmarkData } from './benchmark-data.js';
import type { BenchmarkSubject } from './subject.js';

/** A subject, and what closes its client and drops its database. */
export interface PeerSubject {
  readonly subject: BenchmarkSubject;
  close(): Promise<void>;
}

/** What each module of `bench/peers` exports. */
export interface PeerModule {
  createPeerOnMemory(data: BenchmarkData): Promise<PeerSubject>;
  createPeerOnMongo(data: BenchmarkData, uri: string, databaseName: string): Promise<PeerSubject>;
}

const folder = join(import.meta.dirname, 'peers');

/** Throws if the workspace is not installed; the message says how to install it. */
export async function loadBetterAuth(): Promise<PeerModule> {
  if (!existsSync(join(folder, 'node_modules'))) {
    throw new Error('better-auth is not installed; run `npm run bench:install`');
  }
  return import(pathToFileURL(join(folder, 'better-auth.ts')).href);
}
