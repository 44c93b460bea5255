// The reference model: a second, simple implementation of what every command and query answers.
// It shares no function with the domain, the application or a storage, only their types.

export { activeAdminIds, canSignIn, findMembership } from './access.js';
export { answerCall, type ModelAnswer } from './answer-call.js';
export type { MailServerBehavior, MethodInputs, MethodName, ModelCall } from './calls.js';
export { comparableRows, listAllIds } from './comparable-rows.js';
export { brokenInvariants } from './invariants.js';
export {
  emptyModel,
  type ModelInvitation,
  type ModelToken,
  type ModelUser,
  type ReferenceModel,
} from './reference-model.js';
export { emailKeyOf, reservedWords } from './text-rules.js';
export { currentTokenOf, foreignTokenPrefix } from './tokens.js';
export { isPending } from './views.js';
