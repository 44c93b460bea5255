// Secrets as the embedder gives them, and the keys that are made from them.

/** A secret with its name. Everything made with the secret refers to it by this name. */
export interface KeySecret {
  /** 1 to 32 characters of `[a-zA-Z0-9_-]`; never give one name to two secrets. */
  readonly kid: string;
  /** At least 32 bytes that nobody can guess; a string counts in UTF-8. */
  readonly secret: string | Uint8Array;
}

/** A key whose secret is behind a function, so that printing the key does not print the secret. */
export interface SymmetricKey {
  readonly kid: string;
  readonly secret: () => Uint8Array<ArrayBuffer>;
}

/** The keys for one purpose. */
export interface KeyRing {
  /** Signs and encrypts everything new. */
  readonly newest: SymmetricKey;
  /** All keys, the newest first; what the older ones made is still accepted. */
  readonly all: readonly SymmetricKey[];
}

const kidPattern = /^[a-zA-Z0-9_-]{1,32}$/;
const minSecretBytes = 32;

/**
 * Checks the secrets for this purpose, the newest first: at least one, each of at least 32 bytes, no `kid` twice.
 * Throws an error that says what to give and never contains a secret.
 */
export function keyRing(secrets: readonly KeySecret[], purpose: string): KeyRing {
  const all = secrets.map((secret, index) =>
    toSymmetricKey(secret, `key number ${index + 1} for ${purpose}`),
  );
  const [newest] = all;
  if (newest === undefined) throw new Error(`there is no key for ${purpose}; ${keyRingExample}`);
  const kids = all.map(({ kid }) => kid);
  const repeatedKid = kids.find((kid, index) => kids.indexOf(kid) !== index);
  if (repeatedKid !== undefined) {
    throw new Error(
      `two keys for ${purpose} are named "${repeatedKid}"; give each a kid of its own`,
    );
  }
  return { newest, all };
}

const keyRingExample =
  'give a list such as [{ kid: "2026-11", secret }], the newest key first, each secret of at least 32 random bytes (as `openssl rand -base64 32` prints them)';

function toSymmetricKey({ kid, secret }: KeySecret, which: string): SymmetricKey {
  if (!kidPattern.test(kid ?? '')) {
    throw new Error(
      `${which} has no valid kid; give it 1 to 32 characters of a–z, A–Z, 0–9, _ and -`,
    );
  }
  const bytes = toSecretBytes(secret);
  if (bytes.length < minSecretBytes) {
    throw new Error(`the secret of ${which} has only ${bytes.length} bytes; ${keyRingExample}`);
  }
  return { kid, secret: () => bytes.slice() };
}

/** Copies the secret. At run time the secret or the kid may be undefined, for example if an environment variable is not set. */
function toSecretBytes(secret: string | Uint8Array | undefined): Uint8Array<ArrayBuffer> {
  return typeof secret === 'string'
    ? new TextEncoder().encode(secret)
    : Uint8Array.from(secret ?? []);
}

/** Derives a separate key of 256 bits for each label (HKDF, RFC 5869). So a key for digests, for example, cannot decrypt fields. */
export async function deriveBits({ secret }: SymmetricKey, label: string): Promise<ArrayBuffer> {
  const base = await crypto.subtle.importKey('raw', secret(), 'HKDF', false, ['deriveBits']);
  const info = new TextEncoder().encode(label);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return crypto.subtle.deriveBits(hkdf, base, 256);
}

/** A key of WebCrypto, in a type that Node and browsers share. */
export type ImportedKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** Imports each key once, because importing a key costs more than using it. */
export function memoizeKeyImport(
  importKey: (key: SymmetricKey) => Promise<ImportedKey>,
): typeof importKey {
  const importsByKid = new Map<string, Promise<ImportedKey>>();
  return (key) => {
    const imported = importsByKid.get(key.kid) ?? importKey(key);
    importsByKid.set(key.kid, imported);
    return imported;
  };
}
