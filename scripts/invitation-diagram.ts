// The life of an invitation, drawn from the table of what may happen to it.
import {
  type InvitationEvent,
  type InvitationState,
  invitationEvents,
  invitationStates,
  invitationTransitions,
} from '../src/domain/organization/invitation.js';

/** In Mermaid. What an invitation begins with is not in the table: inviting makes it. */
export function invitationDiagram(begin: InvitationState): string {
  const lines = [
    ...invitationStates.flatMap(insideOf),
    `[*] --> ${begin} : invite`,
    ...invitationStates.flatMap(arrowsFrom),
    ...invitationStates.filter(isLast).map((state) => `${state} --> [*]`),
  ];
  return ['stateDiagram-v2', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Events that leave an invitation where it is stand in its box: an arrow to itself would lie under the others. */
function insideOf(state: InvitationState): readonly string[] {
  const staying = eventsBetween(state, state);
  if (staying.length === 0) return [];
  return [`${state} : ${state}`, `${state} : again by ${staying.join(' or ')}`];
}

/** Events that lead to one state share an arrow. */
function arrowsFrom(from: InvitationState): readonly string[] {
  return invitationStates
    .filter((to) => to !== from)
    .map((to) => ({ to, events: eventsBetween(from, to) }))
    .filter(({ events }) => events.length > 0)
    .map(({ to, events }) => `${from} --> ${to} : ${events.join(', ')}`);
}

function eventsBetween(from: InvitationState, to: InvitationState): readonly InvitationEvent[] {
  return invitationEvents.filter((event) => invitationTransitions[from][event] === to);
}

function isLast(state: InvitationState): boolean {
  return Object.keys(invitationTransitions[state]).length === 0;
}
