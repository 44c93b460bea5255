import type { Connection } from 'mongoose';

/** Deletes every row of a database, and keeps collections, indexes and views. */
export async function clearDatabase({ db }: Connection): Promise<void> {
  if (db === undefined) throw new Error('The connection is not open yet; await asPromise() first.');
  const infos = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  const own = infos.filter(({ name }) => !name.startsWith('system.'));
  await Promise.all(own.map(({ name }) => db.collection(name).deleteMany({})));
}
