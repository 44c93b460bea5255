// Turns a step into a call: replaces every placeholder by a name of the model.

import type { SequenceStep } from './command-sequences.js';
import { asInputSubjectIds, fillInFieldsOfRows } from './fill-in-input.js';
import { overviewCalls } from './overview-calls.js';
import { plausibleCallerPlaceholder } from './placeholders.js';
import { findPlausibleReviewer, organizationOfAppCall } from './plausible-app-callers.js';
import {
  canSignIn,
  emailKeyOf,
  listActiveAdminIds,
  type ModelCall,
  type ReferenceModel,
} from './reference/index.js';
import { isPlaceholderKind, resolvePlaceholderOrNull } from './resolve-placeholder.js';

/** The calls to run: none if there is nothing to repeat, or nothing yet that the step could be about. `callsWithKey` are the earlier calls with an idempotency key. */
export function resolveStep(
  step: SequenceStep,
  model: ReferenceModel,
  callsWithKey: readonly ModelCall[],
): readonly ModelCall[] {
  if (step.method === 'overview') return overviewCalls(model);
  if (step.method === 'repeat') return callsWithKey.slice(-1 - step.stepsBack).slice(0, 1);
  const namedCall = replacePlaceholdersOrNull(step, model);
  if (namedCall === null) return [];
  const resolvedCall = fillInFieldsOfRows(namedCall, model);
  return resolvedCall.caller === plausibleCallerPlaceholder
    ? [{ ...resolvedCall, caller: findPlausibleCaller(resolvedCall, model) }]
    : [resolvedCall];
}

/** Null if a placeholder can name nothing. */
function replacePlaceholdersOrNull(call: ModelCall, model: ReferenceModel): ModelCall | null {
  let isComplete = true;
  const named = JSON.stringify(call, (_name, part: unknown) => {
    if (typeof part !== 'string') return part;
    const value = resolveIfPlaceholder(part, model);
    isComplete &&= value !== null;
    return value;
  });
  return isComplete ? JSON.parse(named) : null;
}

const placeholderPattern = /^#([a-z]+) ([0-9]+)$/;

function resolveIfPlaceholder(text: string, model: ReferenceModel): string | null {
  const [, kind, index] = placeholderPattern.exec(text) ?? [];
  return isPlaceholderKind(kind) ? resolvePlaceholderOrNull(kind, Number(index), model) : text;
}

const systemMethods: readonly string[] = [
  'reviewers.appoint',
  'organizations.verifyContact',
  'keys.authenticate',
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
  if (method.startsWith('review.')) return findPlausibleReviewer(call, model);
  const answered = answeredInvitationOf(call, model);
  if (answered !== undefined) return plausibleInviteeOf(answered, model);
  if (method.startsWith('users.')) return userId ?? firstSignInUserOrUnknown(model);
  const owner = organizationId ?? organizationOfAppCall(input, model);
  const [admin] = owner === undefined ? [] : listActiveAdminIds(model, owner);
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
