// The proxy that counts statements and bytes, against what the driver reports of itself.
import { mongo } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { findPrimary } from '../../bench/statements.js';
import { openWireCounter } from '../../bench/wire.js';
import { mongodUri, openTestConnection } from '../support/mongo-connections.js';

describe('the wire counter', () => {
  it('notes the commands that the driver sends, in their order, and their bytes', async () => {
    const { name } = await openTestConnection();
    const counter = await openWireCounter(mongodUri(), await findPrimary(mongodUri()));
    if (counter === null) throw new Error('The wire cannot be read.');
    const client = await new mongo.MongoClient(counter.uri, { monitorCommands: true }).connect();
    const rows = client.db(name).collection('rows');
    await rows.insertOne({ text: 'first' });
    const sent: string[] = [];
    client.on('commandStarted', ({ commandName }) => sent.push(commandName));
    const text = 'x'.repeat(100_000);
    const counted = await counter.countDuring(async () => {
      await rows.insertOne({ text });
      await client.withSession((session) =>
        session.withTransaction(async () => {
          await rows.updateOne({ text: 'first' }, { $set: { text: 'second' } }, { session });
        }),
      );
      await rows.find().toArray();
    });
    await client.close();
    await counter.close();
    expect(counted.statements).toEqual(['insert', 'update', 'commitTransaction', 'find']);
    expect(counted.statements).toEqual(sent.filter((command) => command !== 'endSessions'));
    for (const bytes of [counted.sentBytes, counted.receivedBytes]) {
      expect(bytes).toBeGreaterThan(text.length);
      expect(bytes).toBeLessThan(text.length + 3_000);
    }
  });

  it.each(['mongodb+srv://example.org', 'mongodb://example.org/?tls=true'])(
    'cannot read %s',
    async (uri) => {
      expect(await openWireCounter(uri, 'example.org:27017')).toBeNull();
    },
  );
});
