import type { Connection } from 'mongoose';
import { describe, it } from 'vitest';
import { mongooseRateLimiter } from '../../../src/adapters/mongoose/index.js';
import type { RateLimiter } from '../../../src/ports/rate-limiter.js';
import { describeRateLimiterContract } from '../../../src/testing/contract/index.js';
import { openTestConnection } from '../../support/mongo-connections.js';
import { deleteAllDocuments } from './own-servers.js';

let indexed: Promise<Connection> | null = null;

async function indexedConnection(): Promise<Connection> {
  const connection = await openTestConnection();
  await mongooseRateLimiter({ connection }).ensureIndexes();
  return connection;
}

async function emptyLimiter(): Promise<RateLimiter> {
  indexed ??= indexedConnection();
  const connection = await indexed;
  await deleteAllDocuments(connection);
  return mongooseRateLimiter({ connection });
}

describeRateLimiterContract('mongoose', { open: emptyLimiter }, { describe, it });
