// The diagrams in docs/diagrams: which page has which, and how they are put between the markers of the page.

import { enforcementStates } from '../src/domain/app/app.js';
import {
  invitationCommands,
  invitationStates,
  invitationTransitions,
} from '../src/domain/organization/invitation.js';
import {
  enforcementCommands,
  enforcementTransitions,
} from '../src/domain/review/enforcement-and-listing.js';
import { submissionCommands, submissionStates } from '../src/domain/review/submission.js';
import { submissionTransitions } from '../src/domain/review/submission-transitions.js';
import { constraintTable, entityDiagram } from './entity-diagram.js';
import { type Lifecycle, stateDiagram } from './state-diagram.js';

/** A part of a document that is generated from the code. */
interface GeneratedPart {
  /** The name in its markers: `<!-- states:begin -->` and `<!-- states:end -->`. */
  readonly name: string;
  readonly text: string;
}

interface DiagramPage {
  /** From the project's root. */
  readonly path: string;
  readonly parts: readonly GeneratedPart[];
}

/** Everything with a lifecycle, by the name of its page. */
export const lifecycles: Readonly<Record<'invitation' | 'submission' | 'enforcement', Lifecycle>> =
  {
    invitation: {
      states: invitationStates,
      events: invitationCommands,
      transitions: invitationTransitions,
      initialState: 'pending',
      initialEvent: 'invite',
    },
    submission: {
      states: submissionStates,
      events: submissionCommands,
      transitions: submissionTransitions,
      initialState: 'waiting_for_review',
      initialEvent: 'submit',
    },
    enforcement: {
      states: enforcementStates,
      events: enforcementCommands,
      transitions: enforcementTransitions,
      initialState: 'none',
      initialEvent: '',
    },
  };

export function diagramPages(): readonly DiagramPage[] {
  return [
    ...Object.entries(lifecycles).map(([name, lifecycle]) => ({
      path: `docs/diagrams/${name}.md`,
      parts: [{ name: 'states', text: mermaidBlock(stateDiagram(lifecycle)) }],
    })),
    {
      path: 'docs/diagrams/entities.md',
      parts: [
        { name: 'entities', text: mermaidBlock(entityDiagram()) },
        { name: 'constraints', text: constraintTable() },
      ],
    },
  ];
}

function mermaidBlock(diagram: string): string {
  return `\`\`\`mermaid\n${diagram}\n\`\`\``;
}

/** Replaces each part of the document between its markers. Throws if a marker is missing. */
export function replaceParts(document: string, parts: readonly GeneratedPart[]): string {
  return parts.reduce(replacePart, document);
}

function replacePart(document: string, { name, text }: GeneratedPart): string {
  const [begin, end] = [`<!-- ${name}:begin -->\n`, `<!-- ${name}:end -->`];
  const from = document.indexOf(begin);
  const to = document.indexOf(end, from);
  if (from === -1 || to === -1) {
    throw new Error(`The document must hold ${begin.trim()} and, after it, ${end}; put them back.`);
  }
  return `${document.slice(0, from)}${begin}${text}\n${document.slice(to)}`;
}
