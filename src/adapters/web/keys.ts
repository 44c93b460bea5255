// Secrets as embedders give them, and what the keys made from them have in common.

/** A secret as an embedder gives it, with the name by which whatever is made with it refers to it. */
export interface KeySecret {
  /** 1 to 32 characters of `[a-zA-Z0-9_-]`; never give one name to two secrets. */
  readonly kid: string;
  /** At least 32 bytes that nobody can guess; a string counts in UTF-8. */
  readonly secret: string | Uint8Array;
}

/** A key whose secret is shown only to who calls for it, so that printing the key does not print the secret. */
export interface Key {
  readonly kid: string;
  readonly secret: () => Uint8Array<ArrayBuffer>;
}

export interface KeyRing {
  /** Makes whatever is new. */
  readonly newest: Key;
  /** The newest first; what the others have made is still understood. */
  readonly all: readonly Key[];
}

const kidForm = /^[a-zA-Z0-9_-]{1,32}$/;
const shortestSecret = 32;

/**
 * Checks the secrets for this purpose, the newest first: at least one, each of at least 32 bytes, no `kid` twice. Throws
 * an error that says what to give; it never repeats a secret.
 */
export function keyRing(secrets: readonly KeySecret[], purpose: string): KeyRing {
  const all = secrets.map((secret, index) =>
    keyOf(secret, `key number ${index + 1} for ${purpose}`),
  );
  const [newest] = all;
  if (newest === undefined) throw new Error(`there is no key for ${purpose}; ${whatToGive}`);
  const kids = all.map(({ kid }) => kid);
  const twice = kids.find((kid, index) => kids.indexOf(kid) !== index);
  if (twice !== undefined) {
    throw new Error(`two keys for ${purpose} are named "${twice}"; give each a kid of its own`);
  }
  return { newest, all };
}

const whatToGive =
  'give a list such as [{ kid: "2026-11", secret }], the newest key first, each secret of at least 32 random bytes (as `openssl rand -base64 32` prints them)';

function keyOf({ kid, secret }: KeySecret, which: string): Key {
  if (!kidForm.test(kid ?? '')) {
    throw new Error(
      `${which} has no proper kid; give it 1 to 32 characters of a–z, A–Z, 0–9, _ and -`,
    );
  }
  const bytes = bytesOf(secret);
  if (bytes.length < shortestSecret) {
    throw new Error(`the secret of ${which} has only ${bytes.length} bytes; ${whatToGive}`);
  }
  return { kid, secret: () => bytes.slice() };
}

/** A copy. What comes from an environment may be missing, whatever its type says; so may a kid. */
function bytesOf(secret: string | Uint8Array | undefined): Uint8Array<ArrayBuffer> {
  return typeof secret === 'string'
    ? new TextEncoder().encode(secret)
    : Uint8Array.from(secret ?? []);
}

/** 256 bits for one use alone (RFC 5869), so that nothing made for one use can pass in another. */
export async function derivedBits({ secret }: Key, label: string): Promise<ArrayBuffer> {
  const base = await crypto.subtle.importKey('raw', secret(), 'HKDF', false, ['deriveBits']);
  const info = new TextEncoder().encode(label);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return crypto.subtle.deriveBits(hkdf, base, 256);
}

/** A key of WebCrypto, by a type that Node and browsers share. */
export type Imported = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** Importing a key costs more than using it, so that each is imported once. */
export function keptImports(importKey: (key: Key) => Promise<Imported>): typeof importKey {
  const kept = new Map<string, Promise<Imported>>();
  return (key) => {
    const known = kept.get(key.kid) ?? importKey(key);
    kept.set(key.kid, known);
    return known;
  };
}
