// Another process that is busy: prints a line when it has begun, and ends when its input ends.

import { once } from 'node:events';
import { createConnection } from 'mongoose';
import { mongooseStorage } from '../../src/adapters/mongoose/index.js';
import { createGuildhall } from '../../src/index.js';
import { actOnce, type BusyScene, type BusyVerb, keepBusy } from './busy-verbs.js';
import { noopMailer, ordinaryOptions } from './crowd-world.js';

interface BusyTask {
  readonly uri: string;
  readonly database: string;
  readonly verb: BusyVerb;
  readonly scene: BusyScene;
}

const task: BusyTask = JSON.parse(process.argv[2] ?? '');
const { uri, database, verb, scene } = task;
const connection = await createConnection(uri, { dbName: database }).asPromise();
const storage = mongooseStorage({ connection });
const guildhall = createGuildhall({ ...ordinaryOptions, mailer: noopMailer, storage });
await actOnce(guildhall, verb, scene);
const busy = keepBusy(guildhall, verb, scene);
console.log('busy');
process.stdin.resume();
await once(process.stdin, 'end');
await busy.stop();
await storage.close();
await connection.close();
