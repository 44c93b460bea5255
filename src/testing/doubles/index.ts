// Stand-ins for the world: time, chance, mail, and storages that misbehave on demand.

export { fixedClock, type ManualClock, manualClock } from './clocks.js';
export { countingIds } from './counting-ids.js';
export { describeCall } from './describe-call.js';
export { faultyStorage, type StorageFault } from './faulty-storage.js';
export { type LateCommit, lateCommit } from './late-commit.js';
export { type Mailbox, mailbox, tokenIn } from './mailbox.js';
export { noPacing } from './no-pacing.js';
export { type Around, passThrough, type StorageCall } from './pass-through.js';
export { type RecordedCall, type RecordingStorage, recordingStorage } from './recording-storage.js';
export { scheduledStorage } from './scheduled-storage.js';
export { seededRandom } from './seeded-random.js';
