// The diagrams in docs/diagrams, and how they get between the marks that wait for them there.

import { enforcementStates } from '../src/domain/app/app.js';
import {
  invitationEvents,
  invitationStates,
  invitationTransitions,
} from '../src/domain/organization/invitation.js';
import { enforcementCommands, enforcementTransitions } from '../src/domain/review/enforcement.js';
import {
  submissionCommands,
  submissionStates,
  submissionTransitions,
} from '../src/domain/review/submission.js';
import { constraintTable, entityDiagram } from './entity-diagram.js';
import { type Life, stateDiagram } from './state-diagram.js';

/** A part of a document that is made from the code. */
interface Part {
  /** Stands in the marks: `<!-- states:begin -->` and `<!-- states:end -->`. */
  readonly name: string;
  readonly text: string;
}

interface DiagramPage {
  /** In the project. */
  readonly path: string;
  readonly parts: readonly Part[];
}

/** What has a life of its own, by the name of its page. */
export const lives: Readonly<Record<'invitation' | 'submission' | 'enforcement', Life>> = {
  invitation: {
    states: invitationStates,
    events: invitationEvents,
    transitions: invitationTransitions,
    begin: 'pending',
    by: 'invite',
  },
  submission: {
    states: submissionStates,
    events: submissionCommands,
    transitions: submissionTransitions,
    begin: 'waiting_for_review',
    by: 'submit',
  },
  enforcement: {
    states: enforcementStates,
    events: enforcementCommands,
    transitions: enforcementTransitions,
    begin: 'none',
    by: '',
  },
};

export function diagramPages(): readonly DiagramPage[] {
  return [
    ...Object.entries(lives).map(([name, life]) => ({
      path: `docs/diagrams/${name}.md`,
      parts: [{ name: 'states', text: fenced(stateDiagram(life)) }],
    })),
    {
      path: 'docs/diagrams/entities.md',
      parts: [
        { name: 'entities', text: fenced(entityDiagram()) },
        { name: 'constraints', text: constraintTable() },
      ],
    },
  ];
}

function fenced(diagram: string): string {
  return `\`\`\`mermaid\n${diagram}\n\`\`\``;
}

/** The document with each part as it is now; throws where the marks of one are missing. */
export function withParts(document: string, parts: readonly Part[]): string {
  return parts.reduce(withPart, document);
}

function withPart(document: string, { name, text }: Part): string {
  const [begin, end] = [`<!-- ${name}:begin -->\n`, `<!-- ${name}:end -->`];
  const from = document.indexOf(begin);
  const to = document.indexOf(end, from);
  if (from === -1 || to === -1) {
    throw new Error(`The document must hold ${begin.trim()} and, after it, ${end}; put them back.`);
  }
  return `${document.slice(0, from)}${begin}${text}\n${document.slice(to)}`;
}
