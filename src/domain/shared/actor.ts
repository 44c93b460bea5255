import type { UserId } from './ids.js';

/** Who asks for something. Every use case authorizes from what it reads of the actor, never from what the caller says of them. */
export type Actor = UserActor | ReviewerActor | KeyActor | SystemActor;

/** A person who is signed in; who they are is the embedding service’s to know. */
export interface UserActor {
  readonly kind: 'user';
  readonly userId: UserId;
}

/** A reviewer of the platform; the capabilities come from the platform's directory. */
export interface ReviewerActor {
  readonly kind: 'reviewer';
  readonly userId: UserId;
}

/** A service that shows an API key. */
export interface KeyActor {
  readonly kind: 'key';
  readonly keyId: string;
}

/** The embedding service itself, made by its code and never parsed from input; `reason` says why, for the journal. */
export interface SystemActor {
  readonly kind: 'system';
  readonly reason: string;
}

/** One line that tells actors apart, for ids derived from them. */
export function actorKey(actor: Actor): string {
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
