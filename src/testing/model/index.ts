// Random sequences of commands that compare storages with the reference model. The model shares no function with the core.

export type { StorageUnderTest } from './callable-storage.js';
export { commandSequences, type SequenceStep } from './command-sequences.js';
export { describeTrace } from './describe-trace.js';
export { runSequence, type SequenceTrace } from './run-sequence.js';
