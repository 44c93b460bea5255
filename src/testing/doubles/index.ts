// Test doubles: clocks, ids, randomness, a mailer, and storages that record, fail or delay calls.

export { fixedClock, type ManualClock, manualClock } from './clocks.js';
export { countingIds } from './counting-ids.js';
export { type FaultTiming, faultyStorage } from './faulty-storage.js';
export {
  interceptStorage,
  type StorageCall,
  type StorageInterceptor,
} from './intercept-storage.js';
export { type LateCommitStorage, lateCommitStorage } from './late-commit-storage.js';
export { noPacing } from './no-pacing.js';
export { invitationTokenOf, type RecordingMailer, recordingMailer } from './recording-mailer.js';
export { type RecordedCall, type RecordingStorage, recordingStorage } from './recording-storage.js';
export { scheduledStorage } from './scheduled-storage.js';
export { seededRandom } from './seeded-random.js';
