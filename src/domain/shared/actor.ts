// Actors: who calls a use case.

import type { UserId } from './ids.js';

/** Who calls a use case. Permissions come from what the core reads about the actor, never from what the caller claims. */
export type Actor = UserActor | ReviewerActor | KeyActor | SystemActor;

/** A signed-in person. The embedding service is responsible for authentication. */
export interface UserActor {
  readonly kind: 'user';
  readonly userId: UserId;
}

/** A reviewer of the platform. The reviewer directory says what the reviewer may do. */
export interface ReviewerActor {
  readonly kind: 'reviewer';
  readonly userId: UserId;
}

/** A service that authenticates with an API key. */
export interface KeyActor {
  readonly kind: 'key';
  readonly keyId: string;
}

/** The embedding service itself. Its code creates this value; it is never parsed from input. `reason` is for the journal. */
export interface SystemActor {
  readonly kind: 'system';
  readonly reason: string;
}

/** A text that is different for each actor. It is part of the operation id that is derived from an idempotency key. */
export function actorIdentity(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
    case 'reviewer':
      return `${actor.kind}:${actor.userId}`;
    case 'key':
      return `key:${actor.keyId}`;
    case 'system':
      return 'system';
  }
}
