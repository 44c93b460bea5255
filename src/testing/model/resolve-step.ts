// Turns a step into a call: replaces every placeholder by a name of the model.

import type { SequenceStep } from './command-sequences.js';
import { invitationOrganizationPlaceholder, plausibleCallerPlaceholder } from './placeholders.js';
import {
  canSignIn,
  emailKeyOf,
  listActiveAdminIds,
  type ModelCall,
  type ReferenceModel,
} from './reference/index.js';
import { isPlaceholderKind, resolvePlaceholder } from './resolve-placeholder.js';

/** The call to run; null if there is nothing to repeat. `callsWithKey` are the earlier calls with an idempotency key. */
export function resolveStepOrNull(
  step: SequenceStep,
  model: ReferenceModel,
  callsWithKey: readonly ModelCall[],
): ModelCall | null {
  if (step.method === 'repeat')
    return callsWithKey.at(-1 - step.stepsBack) ?? callsWithKey.at(-1) ?? null;
  const namedCall = replacePlaceholders(step, model);
  const resolvedCall = fillInOrganizationOfInvitation(namedCall, model);
  return resolvedCall.caller === plausibleCallerPlaceholder
    ? { ...resolvedCall, caller: findPlausibleCaller(resolvedCall, model) }
    : resolvedCall;
}

function replacePlaceholders(call: ModelCall, model: ReferenceModel): ModelCall {
  return JSON.parse(
    JSON.stringify(call, (_name, part: unknown) =>
      typeof part === 'string' ? resolveIfPlaceholder(part, model) : part,
    ),
  );
}

const placeholderPattern = /^#([a-z]+) ([0-9]+)$/;

function resolveIfPlaceholder(text: string, model: ReferenceModel): string {
  const [, kind, index] = placeholderPattern.exec(text) ?? [];
  return isPlaceholderKind(kind) ? resolvePlaceholder(kind, Number(index), model) : text;
}

interface InputSubjectIds {
  readonly organizationId?: string | undefined;
  readonly invitationId?: string | undefined;
  readonly userId?: string | undefined;
  readonly inviterId?: string | undefined;
  readonly token?: string | undefined;
}

function asInputSubjectIds(input: object): InputSubjectIds {
  return input;
}

function fillInOrganizationOfInvitation(call: ModelCall, model: ReferenceModel): ModelCall {
  const { invitationId = '' } = asInputSubjectIds(call.input);
  const organization = model.invitations.get(invitationId)?.organization ?? 'organization 0';
  return JSON.parse(
    JSON.stringify(call, (_name, part: unknown) =>
      part === invitationOrganizationPlaceholder ? organization : part,
    ),
  );
}

const systemMethods: readonly string[] = [
  'users.register',
  'users.ensure',
  'users.findByEmail',
  'users.list',
  'users.changeEmail',
  'users.verifyEmail',
  'users.suspend',
  'users.reinstate',
  'users.restore',
  'users.purge',
  'organizations.purge',
  'organizations.list',
  'organizations.findByExternalId',
  'organizations.setExternalId',
  'organizations.updateMetadata',
  'memberships.add',
  'memberships.updateMetadata',
  'users.updateMetadata',
  'invitations.revokeSigningKey',
];

/** A caller for whom the call is likely to succeed. */
function findPlausibleCaller(call: ModelCall, model: ReferenceModel): string {
  const { method, input } = call;
  const { organizationId, userId, inviterId } = asInputSubjectIds(input);
  if (systemMethods.includes(method) || inviterId !== undefined) return 'system';
  const answered = answeredInvitationOf(call, model);
  if (answered !== undefined) return plausibleInviteeOf(answered, model);
  if (method.startsWith('users.')) return userId ?? firstSignInUserOrUnknown(model);
  const [admin] = organizationId === undefined ? [] : listActiveAdminIds(model, organizationId);
  return admin ?? userId ?? firstSignInUserOrUnknown(model);
}

/** The id of the invitation that the call answers or looks for; undefined if there is none. */
function answeredInvitationOf(
  { method, input }: ModelCall,
  model: ReferenceModel,
): string | undefined {
  if (method === 'invitations.listForMe')
    return [...model.invitations.values()].find(({ state }) => state === 'pending')?.id;
  const { token, invitationId, organizationId } = asInputSubjectIds(input);
  if (token !== undefined) return model.tokens.get(token)?.invitation ?? '';
  return organizationId === undefined ? invitationId : undefined;
}

function plausibleInviteeOf(invitationId: string, model: ReferenceModel): string {
  const key = emailKeyOf(model.invitations.get(invitationId)?.email ?? '');
  const invitee = [...model.users.values()].find(({ email }) => emailKeyOf(email) === key);
  return invitee?.id ?? firstSignInUserOrUnknown(model);
}

function firstSignInUserOrUnknown(model: ReferenceModel): string {
  return [...model.users.values()].find(canSignIn)?.id ?? 'user 0';
}
