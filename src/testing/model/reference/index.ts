// The reference model: a second, simple implementation of what every command and query answers.
// It shares no function with the domain, the application or a storage, only their types.

export { canSignIn, findActiveMembership, listActiveAdminIds } from './access.js';
export { answerCall, type ModelAnswer } from './answer-call.js';
export { keyCallerPrefix } from './app-access.js';
export type { ModelApp, ModelSubmission } from './app-rows.js';
export type { MailServerBehavior, MethodInputs, MethodName, ModelCall } from './calls.js';
export { comparableRows, listAllIdsEverGiven } from './comparable-rows.js';
export { describeBrokenInvariants } from './invariants.js';
export { keyTextPrefix, mistypedKeyPrefix } from './key-views.js';
export {
  createEmptyModel,
  type ModelInvitation,
  type ModelToken,
  type ModelUser,
  type ReferenceModel,
} from './reference-model.js';
export { hasConflict, reviewerCallerPrefix } from './reviewers.js';
export { type ModelPermission, type ModelRole, ownRoles } from './roles.js';
export { emailKeyOf, reservedWords } from './text-rules.js';
export { currentTokenOrThrow, foreignTokenPrefix } from './tokens.js';
export { isPending } from './views.js';
