// Random sequences of commands, run on storages and on a reference model that shares no function with the core.

export { type Command as SequenceCommand, commandSequences } from './commands.js';
export { describeTrace } from './describe.js';
export { runSequence, type Trace as SequenceTrace } from './run.js';
export type { Setting as SequenceSetting } from './system.js';
