// The diagrams in docs/diagrams, and how they get between the marks that wait for them there.
import { constraintTable, entityDiagram } from './entity-diagram.js';
import { invitationDiagram } from './invitation-diagram.js';

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

export function diagramPages(): readonly DiagramPage[] {
  return [
    {
      path: 'docs/diagrams/invitation.md',
      parts: [{ name: 'states', text: fenced(invitationDiagram('pending')) }],
    },
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
