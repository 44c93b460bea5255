import type { Connection } from 'mongoose';

/** Takes every row out of a database and leaves collections, indexes and views as they are. */
export async function emptied({ db }: Connection): Promise<void> {
  if (db === undefined) throw new Error('the connection is not open yet; await asPromise() first');
  const infos = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  const own = infos.filter(({ name }) => !name.startsWith('system.'));
  await Promise.all(own.map(({ name }) => db.collection(name).deleteMany({})));
}
