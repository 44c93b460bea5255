// What programs without types are told when they call a factory in another way than with its options.
import { createConnection } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { cachedStorage } from '../../src/adapters/cached/index.js';
import { coreModule } from '../../src/adapters/inversify/index.js';
import { loadMemoryStorage, memoryStorage } from '../../src/adapters/memory/index.js';
import { mongooseRateLimiter, mongooseStorage } from '../../src/adapters/mongoose/index.js';
import { smtpMailer } from '../../src/adapters/smtp/index.js';
import { httpWebhookSender } from '../../src/adapters/webhooks/index.js';
import { createGuildhall } from '../../src/index.js';

const storage = memoryStorage();
const dump = await storage.dump();
const connection = createConnection();

describe.each([
  {
    factory: createGuildhall,
    before: [],
    write: 'createGuildhall({ storage: memoryStorage(), keys:',
  },
  { factory: coreModule, before: [], write: 'coreModule({ keys: developmentKeys(), baseUrl:' },
  { factory: memoryStorage, before: [], write: 'memoryStorage()' },
  { factory: loadMemoryStorage, before: [dump], write: 'loadMemoryStorage(await storage.dump())' },
  { factory: mongooseStorage, before: [], write: 'mongooseStorage({ connection })' },
  { factory: mongooseRateLimiter, before: [], write: 'mongooseRateLimiter({ connection })' },
  { factory: cachedStorage, before: [storage], write: 'cachedStorage(storage, { maxAge: 5 })' },
  { factory: smtpMailer, before: [], write: "smtpMailer({ from: 'no-reply@example.com'" },
  { factory: httpWebhookSender, before: [], write: 'httpWebhookSender({ timeout: 15 })' },
])('$factory.name', ({ factory, before, write }) => {
  const call = (given: unknown) => () => Reflect.apply(factory, undefined, [...before, given]);

  it.each([
    ['null', null],
    ['a text', 'mongodb://localhost'],
    ['a number', 5],
    ['a list', []],
    ['a connection', connection],
    ['a promise', Promise.resolve({})],
  ])('says how to call it if it gets %s', (_what, given) => {
    const message = `${factory.name} takes an object with options; write it like ${write}`;
    expect(call(given)).toThrow(TypeError);
    expect(call(given)).toThrow(message);
  });

  it('names an option that it does not have, and those that it has', () => {
    expect(call({ optoin: 1 })).toThrow(`${factory.name} has no option "optoin"; its options are `);
  });
});

describe('cachedStorage', () => {
  it.each([undefined, {}, { storage }])('says that the storage is missing: %j', (given) => {
    const call = () => Reflect.apply(cachedStorage, undefined, [given]);
    expect(call).toThrow('a storage is missing; write it like cachedStorage(storage, {');
  });
});

it('takes options without a prototype', () => {
  const options = Object.assign(Object.create(null), { connection });
  expect(() => mongooseStorage(options)).not.toThrow();
});
