// Turns a command into a call: replaces every placeholder by a name of the model.

import type { SequenceStep } from './command-sequences.js';
import { organizationOfInvitation, plausibleCaller } from './placeholders.js';
import {
  activeAdminIds,
  canSignIn,
  emailKeyOf,
  type ModelCall,
  type ReferenceModel,
} from './reference/index.js';
import { isPlaceholderKind, resolvePlaceholder } from './resolve-placeholder.js';

/** The call to run; null if there is nothing to repeat. `callsWithKey` are the earlier calls with an idempotency key. */
export function resolveCommand(
  command: SequenceStep,
  model: ReferenceModel,
  callsWithKey: readonly ModelCall[],
): ModelCall | null {
  if (command.method === 'repeat')
    return callsWithKey.at(-1 - command.stepsBack) ?? callsWithKey.at(-1) ?? null;
  const namedCall = replacePlaceholders(command, model);
  const resolvedCall = fillInOrganizationOfInvitation(namedCall, model);
  return resolvedCall.caller === plausibleCaller
    ? { ...resolvedCall, caller: findPlausibleCaller(resolvedCall, model) }
    : resolvedCall;
}

function replacePlaceholders(command: ModelCall, model: ReferenceModel): ModelCall {
  return JSON.parse(
    JSON.stringify(command, (_name, part: unknown) =>
      typeof part === 'string' ? replacePlaceholder(part, model) : part,
    ),
  );
}

const placeholderForm = /^#([a-z]+) ([0-9]+)$/;

function replacePlaceholder(text: string, model: ReferenceModel): string {
  const [, kind, index] = placeholderForm.exec(text) ?? [];
  return isPlaceholderKind(kind) ? resolvePlaceholder(kind, Number(index), model) : text;
}

interface CallSubject {
  readonly organizationId?: string | undefined;
  readonly invitationId?: string | undefined;
  readonly userId?: string | undefined;
  readonly token?: string | undefined;
}

function asSubjectInput(input: object): CallSubject {
  return input;
}

function fillInOrganizationOfInvitation(call: ModelCall, model: ReferenceModel): ModelCall {
  const { invitationId = '' } = asSubjectInput(call.input);
  const organization = model.invitations.get(invitationId)?.organization ?? 'organization 0';
  return JSON.parse(
    JSON.stringify(call, (_name, part: unknown) =>
      part === organizationOfInvitation ? organization : part,
    ),
  );
}

const systemMethods: readonly string[] = [
  'users.register',
  'users.verifyEmail',
  'users.suspend',
  'users.reinstate',
  'users.restore',
  'users.purge',
  'organizations.purge',
  'invitations.revokeSigningKey',
];

/** A caller for whom the call is likely to succeed. */
function findPlausibleCaller({ method, input }: ModelCall, model: ReferenceModel): string {
  const { token, organizationId, userId } = asSubjectInput(input);
  if (systemMethods.includes(method)) return 'system';
  if (token !== undefined) return inviteeOf(token, model);
  if (method.startsWith('users.')) return userId ?? firstUserAbleToSignIn(model);
  const [admin] = organizationId === undefined ? [] : activeAdminIds(model, organizationId);
  return admin ?? userId ?? firstUserAbleToSignIn(model);
}

function inviteeOf(token: string, model: ReferenceModel): string {
  const invitation = model.invitations.get(model.tokens.get(token)?.invitation ?? '');
  const key = emailKeyOf(invitation?.email ?? '');
  const invitee = [...model.users.values()].find(({ email }) => emailKeyOf(email) === key);
  return invitee?.id ?? firstUserAbleToSignIn(model);
}

function firstUserAbleToSignIn(model: ReferenceModel): string {
  return [...model.users.values()].find(canSignIn)?.id ?? 'user 0';
}
