// The texts that are stored: `v1.<pepper>.<bcrypt hash>`, and plain bcrypt hashes of older systems.

/** A stored hash that can be verified. */
export interface StoredHash {
  /** What made the text for bcrypt: this library, with the pepper of this name or none (`''`); or null: an older system, which gave bcrypt the password itself. */
  readonly pepper: string | null;
  readonly bcrypt: string;
  /** bcrypt does 2 to the power of this many rounds. */
  readonly cost: number;
}

const scheme = 'v1';
const pattern =
  /^(?:v1\.(?<pepper>[a-zA-Z0-9_-]{0,32})\.)?(?<bcrypt>\$2[aby]\$(?<cost>\d\d)\$[./A-Za-z0-9]{53})$/;

/** Null if the text is no hash that this library knows. */
export function parseStoredHash(text: string): StoredHash | null {
  const { pepper, bcrypt, cost } = pattern.exec(text)?.groups ?? {};
  if (bcrypt === undefined) return null;
  // `$2y$` is what PHP calls `$2b$`.
  const known = bcrypt.replace(/^\$2y/, '$2b');
  return { pepper: pepper ?? null, bcrypt: known, cost: Number(cost) };
}

/** The text to be stored. */
export function formatStoredHash(pepper: string, bcrypt: string): string {
  return [scheme, pepper, bcrypt].join('.');
}
