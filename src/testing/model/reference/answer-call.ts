// Runs one call on the model, with its idempotency key if it has one.

import { keyHandlers } from './api-keys.js';
import { appHandlers } from './apps.js';
import type { Caller, MethodInputs, MethodName, ModelCall } from './calls.js';
import type { CallHandler, CommandHandler, ServiceHandlers } from './handlers.js';
import { invitationHandlers } from './invitations.js';
import { membershipHandlers } from './memberships.js';
import { organizationHandlers } from './organizations.js';
import {
  ModelRefusedError,
  type ReferenceModel,
  takeNextId,
  throwRefusal,
} from './reference-model.js';
import { maintenanceHandlers, relayHandlers } from './relay-maintenance.js';
import { reviewHandlers } from './review.js';
import { storeHandlers } from './store.js';
import { submissionHandlers } from './submissions.js';
import { userHandlers } from './users.js';

/** A value, or a refusal with its data. Ids are the model's, times ISO text, absent fields undefined. */
export type ModelAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: ModelRefusedError['refusal'] };

const environmentHandlers: ServiceHandlers<'clock' | 'signingKeys' | 'reviewers'> = {
  'clock.advance'(model, _caller, { milliseconds }) {
    model.now += milliseconds;
  },
  'signingKeys.add'(model) {
    model.signingKeys.unshift(takeNextId(model, 'key'));
  },
  'signingKeys.forget'(model) {
    model.signingKeys.splice(1);
  },
  'reviewers.appoint'(model, _caller, { userId, capabilities }) {
    model.reviewers.set(userId, capabilities);
  },
};

const handlersByMethod: { readonly [V in MethodName]: CallHandler<V> | CommandHandler<V> } = {
  ...userHandlers,
  ...organizationHandlers,
  ...membershipHandlers,
  ...invitationHandlers,
  ...relayHandlers,
  ...maintenanceHandlers,
  ...appHandlers,
  ...submissionHandlers,
  ...reviewHandlers,
  ...keyHandlers,
  ...storeHandlers,
  ...environmentHandlers,
};

/** Runs the call and changes the model. */
export function answerCall<V extends MethodName>(
  model: ReferenceModel,
  call: ModelCall<V>,
): ModelAnswer {
  try {
    return { ok: true, value: handleCall(model, call) };
  } catch (refused) {
    if (refused instanceof ModelRefusedError) return { ok: false, refusal: refused.refusal };
    throw refused;
  }
}

function handleCall<V extends MethodName>(
  model: ReferenceModel,
  { method, caller, input, key }: ModelCall<V>,
): unknown {
  const handler: CallHandler<V> | CommandHandler<V> = handlersByMethod[method];
  model.idempotency = null;
  if (typeof handler === 'function') return handler(model, caller, input);
  handler.checkInput?.(model, caller, input);
  if (key === undefined) return handler.run(model, caller, input);
  const idempotency = idempotencyRecordOf(model, method, caller, input, key);
  const previousEntry = model.journal.find(
    (entry) => entry.idempotency?.scope === idempotency.scope,
  );
  if (previousEntry?.idempotency == null) {
    model.idempotency = idempotency;
    return handler.run(model, caller, input);
  }
  const canCompare = model.signingKeys.includes(previousEntry.idempotency.kid);
  if (canCompare && previousEntry.idempotency.input !== idempotency.input)
    throwRefusal('idempotency_key_reused');
  return handler.replay(model, caller, input, previousEntry.replayIds);
}

/** The input without its token: a token is a secret, so the service does not store it. */
function idempotencyRecordOf<V extends MethodName>(
  model: ReferenceModel,
  method: MethodName,
  caller: Caller,
  input: MethodInputs[V],
  key: string,
): NonNullable<ReferenceModel['idempotency']> {
  const [kid = ''] = model.signingKeys;
  const inputText = JSON.stringify({ ...input, token: undefined });
  return { scope: `${caller} ${method} ${key}`, input: inputText, kid };
}
