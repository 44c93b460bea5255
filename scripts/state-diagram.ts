// The life of something, drawn from the table of what may happen to it.

/** What may happen: by state and event the state or states that it leads to; what is not named cannot. */
type Transitions = Readonly<
  Record<string, Readonly<Partial<Record<string, string | readonly (string | undefined)[]>>>>
>;

export interface Life {
  readonly states: readonly string[];
  readonly events: readonly string[];
  readonly transitions: Transitions;
  /** The state that it begins with, and what makes it so: neither is in the table. */
  readonly begin: string;
  readonly by: string;
}

/** In Mermaid. */
export function stateDiagram(life: Life): string {
  const { states, begin, by } = life;
  const lines = [
    ...states.flatMap((state) => insideOf(life, state)),
    `[*] --> ${begin}${by === '' ? '' : ` : ${by}`}`,
    ...states.flatMap((from) => arrowsFrom(life, from)),
    ...states.filter((state) => isLast(life, state)).map((state) => `${state} --> [*]`),
  ];
  return ['stateDiagram-v2', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Events that leave it where it is stand in its box: an arrow to itself would lie under the others. */
function insideOf(life: Life, state: string): readonly string[] {
  const staying = eventsBetween(life, state, state);
  if (staying.length === 0) return [];
  return [`${state} : ${state}`, `${state} : again by ${staying.join(' or ')}`];
}

/** Events that lead to one state share an arrow. */
function arrowsFrom(life: Life, from: string): readonly string[] {
  return life.states
    .filter((to) => to !== from)
    .map((to) => ({ to, events: eventsBetween(life, from, to) }))
    .filter(({ events }) => events.length > 0)
    .map(({ to, events }) => `${from} --> ${to} : ${events.join(', ')}`);
}

function eventsBetween({ events, transitions }: Life, from: string, to: string): readonly string[] {
  return events.filter((event) => [transitions[from]?.[event]].flat().includes(to));
}

function isLast({ transitions }: Life, state: string): boolean {
  return Object.keys(transitions[state] ?? {}).length === 0;
}
