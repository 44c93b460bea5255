// Prints by how many bytes the heap grows with this many memberships. Their users and their organization are there before.
// `memory.ts` runs it.

import { memoryStorage } from '../src/adapters/memory/index.js';
import type { Change } from '../src/index.js';
import { countingIds } from '../src/testing/doubles/index.js';
import { commitInBatches, createRowFactory, toUserInsert } from './rows.js';

const [count = 0] = process.argv.slice(2).map(Number);
const batchSize = 1_000;
const now = new Date('2026-03-02T09:00:00.500Z');
const ids = countingIds(0xbe_0003);
const rows = createRowFactory(ids, now);
const storage = memoryStorage();
const write = (changes: readonly Change[]) => commitInBatches(storage, ids, now, changes);

const admin = rows.user();
const { organizationId, changes: ofOrganization } = rows.organizationInserts(admin);
const users = Array.from({ length: count }, () => rows.user());
await write([...[admin, ...users].map(toUserInsert), ...ofOrganization]);

const before = usedHeap();
for (let from = 0; from < count; from += batchSize) {
  const joining = users.slice(from, from + batchSize);
  await write(joining.map((user) => rows.memberInsert(organizationId, user)));
}
console.log(usedHeap() - before);
// What was measured must still be in use here.
if ((await storage.users.findById(admin.id)) === null) throw new Error('The rows are gone.');

function usedHeap(): number {
  for (let pass = 0; pass < 4; pass += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
