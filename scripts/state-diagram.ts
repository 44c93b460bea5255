// Draws a lifecycle as a Mermaid state diagram, from its table of transitions.

/** For each state and event, the next state or states. An event that is not listed cannot happen in the state. */
type DiagramTransitions = Readonly<
  Record<string, Readonly<Partial<Record<string, string | readonly (string | undefined)[]>>>>
>;

export interface Lifecycle {
  readonly states: readonly string[];
  readonly events: readonly string[];
  readonly transitions: DiagramTransitions;
  /** The first state and the event that creates it, which are not in the table. */
  readonly initialState: string;
  readonly initialEvent: string;
}

/** The diagram in Mermaid. */
export function stateDiagram(lifecycle: Lifecycle): string {
  const { states, initialState, initialEvent } = lifecycle;
  const lines = [
    ...states.flatMap((state) => stateBoxLines(lifecycle, state)),
    `[*] --> ${initialState}${initialEvent === '' ? '' : ` : ${initialEvent}`}`,
    ...states.flatMap((from) => arrowLines(lifecycle, from)),
    ...states.filter((state) => isFinalState(lifecycle, state)).map((state) => `${state} --> [*]`),
  ];
  return ['stateDiagram-v2', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Events that do not change the state are listed in its box, because Mermaid draws an arrow to itself below the others. */
function stateBoxLines(lifecycle: Lifecycle, state: string): readonly string[] {
  const staying = eventsBetween(lifecycle, state, state);
  if (staying.length === 0) return [];
  return [`${state} : ${state}`, `${state} : again by ${staying.join(' or ')}`];
}

/** Events that lead to the same state share an arrow. */
function arrowLines(lifecycle: Lifecycle, from: string): readonly string[] {
  return lifecycle.states
    .filter((to) => to !== from)
    .map((to) => ({ to, events: eventsBetween(lifecycle, from, to) }))
    .filter(({ events }) => events.length > 0)
    .map(({ to, events }) => `${from} --> ${to} : ${events.join(', ')}`);
}

function eventsBetween(
  { events, transitions }: Lifecycle,
  from: string,
  to: string,
): readonly string[] {
  return events.filter((event) => [transitions[from]?.[event]].flat().includes(to));
}

function isFinalState({ transitions }: Lifecycle, state: string): boolean {
  return Object.keys(transitions[state] ?? {}).length === 0;
}
