/** A rule of the domain, the test that proves it, and the change of the source that takes the rule away. */
export interface Rule {
  /** Section and number in it: `ORG-1`. */
  readonly id: string;
  /** One sentence. */
  readonly rule: string;
  /** `name`: the test's own title as it stands in the file, once. */
  readonly test: { readonly file: string; readonly name: string };
  /** `find` stands once in the file. */
  readonly without: { readonly file: string; readonly find: string; readonly replace: string };
}
