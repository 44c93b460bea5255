// The reference model: what every command and query answers, written once more from the rules and in the plainest way.
// It shares no function with the domain, the application or any storage: only their types.

export { answer, type ModelAnswer } from './answer.js';
export type { Call, Inputs, MailServer, Verb } from './calls.js';
export { violations } from './invariants.js';
export { everMade, rowsOf } from './rows.js';
export { adminsOf, canSignIn, membershipOf } from './standing.js';
export { foreign, tokenNow } from './tokens.js';
export { isPending } from './views.js';
export { keyOf, reservedWords } from './words.js';
export { emptyWorld, type Invitation, type Token, type User, type World } from './world.js';
