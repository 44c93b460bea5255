/** A rule of the domain, the test that proves it, and the change of the source that takes the rule away. */
export interface Rule {
  /** Section and number in it: `ORG-1`. */
  readonly id: string;
  /** One sentence. */
  readonly rule: string;
  /** `name`: the test's own title as it stands in the file, once. */
  readonly test: { readonly file: string; readonly name: string };
  readonly without: Removal;
}

/** How the piece of source that the rule's number marks changes, so that the rule is gone. `marked-source.ts` finds it. */
export interface Removal {
  /** The piece's kind of syntax, as TypeScript names it: `IfStatement`. */
  readonly kind: string;
  /** Where several pieces of that kind begin or end at the mark: the innermost. Otherwise the outermost. */
  readonly innermost?: true;
  /** What the piece becomes; nothing where it is left out. `$node` is the piece as it was, `$left` or `$arguments.0` a part of it. */
  readonly becomes: string;
}
