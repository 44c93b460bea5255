import type { Connection } from 'mongoose';

/** Deletes every row of a database, and keeps collections, indexes, views and the version of the rows. */
export async function clearDatabase({ db }: Connection): Promise<void> {
  if (db === undefined) throw new Error('The connection is not open yet; await asPromise() first.');
  const infos = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  const own = infos.filter(({ name }) => !/^system\.|schema$/.test(name));
  await Promise.all(own.map(({ name }) => db.collection(name).deleteMany({})));
}
