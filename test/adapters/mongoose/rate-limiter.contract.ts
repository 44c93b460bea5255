import type { Connection } from 'mongoose';
import { describe, it } from 'vitest';
import { mongooseRateLimiter } from '../../../src/adapters/mongoose/index.js';
import type { RateLimiter } from '../../../src/ports/system.js';
import { describeRateLimiterContract } from '../../../src/testing/contract/index.js';
import { freshConnection } from '../../support/mongo.js';
import { emptied } from './servers.js';

let indexed: Promise<Connection> | null = null;

async function indexedConnection(): Promise<Connection> {
  const connection = await freshConnection();
  await mongooseRateLimiter({ connection }).ensureIndexes();
  return connection;
}

async function emptyLimiter(): Promise<RateLimiter> {
  indexed ??= indexedConnection();
  const connection = await indexed;
  await emptied(connection);
  return mongooseRateLimiter({ connection });
}

describeRateLimiterContract('mongoose', { open: emptyLimiter }, { describe, it });
