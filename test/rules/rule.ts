/** A rule of the domain, the test that proves it, and the change of the source that removes the rule. */
export interface Rule {
  /** Its section and number, such as `ORG-1`. */
  readonly id: string;
  /** One sentence. */
  readonly statement: string;
  /** `name` is the test's title, which occurs once in the file. */
  readonly test: { readonly file: string; readonly name: string };
  readonly removal: RuleRemoval;
}

/** How the piece of source that has the rule's mark is changed to remove the rule. `rule-marks.ts` finds the piece. */
interface RuleRemoval {
  /** The piece's kind of syntax in TypeScript, such as `IfStatement`. */
  readonly kind: string;
  /** If several pieces of that kind begin or end at the mark, takes the innermost one instead of the outermost. */
  readonly innermost?: true;
  /** The text that replaces the piece; empty to remove it. `$node` is the piece itself, `$left` or `$arguments.0` a part of it. */
  readonly replacement: string;
}
