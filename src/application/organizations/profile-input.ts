// The input fields of a profile.

/** The profile of an organization. Every field is optional. */
export interface ProfileInput {
  /** An https or http address with a public host and without credentials. */
  readonly website?: string | undefined;
  /** At most 2,000 characters. */
  readonly description?: string | undefined;
  /** The address of an image, with the same rules as `website`. */
  readonly logo?: string | undefined;
}
