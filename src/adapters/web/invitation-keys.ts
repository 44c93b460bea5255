// The secrets under which invitation tokens and input digests are made.

/** A secret as an embedder gives it, with the name by which tokens refer to it. */
export interface InvitationSecret {
  /** 1 to 32 characters of `[a-zA-Z0-9_-]`; never give one name to two secrets. */
  readonly kid: string;
  /** At least 32 bytes that nobody can guess; a string counts in UTF-8. */
  readonly secret: string | Uint8Array;
}

/** A key whose secret is shown only to who calls for it, so that printing the key does not print the secret. */
export interface InvitationKey {
  readonly kid: string;
  readonly secret: () => Uint8Array<ArrayBuffer>;
}

export interface InvitationKeys {
  /** Signs whatever is new. */
  readonly newest: InvitationKey;
  /** The newest first; what the others have signed is still understood. */
  readonly all: readonly InvitationKey[];
}

const kidForm = /^[a-zA-Z0-9_-]{1,32}$/;
const shortestSecret = 32;

/**
 * Checks the secrets, the newest first: at least one, each of at least 32 bytes, no `kid` twice. Keep an old one
 * until its last token has expired. Throws an error that says what to give; it never repeats a secret.
 */
export function invitationKeys(secrets: readonly InvitationSecret[]): InvitationKeys {
  const all = secrets.map(invitationKey);
  const [newest] = all;
  if (newest === undefined) throw new Error(`there is no key for invitations; ${whatToGive}`);
  const kids = all.map(({ kid }) => kid);
  const twice = kids.find((kid, index) => kids.indexOf(kid) !== index);
  if (twice !== undefined) {
    throw new Error(`two keys for invitations are named "${twice}"; give each a kid of its own`);
  }
  return { newest, all };
}

const whatToGive =
  'give a list such as [{ kid: "2026-11", secret }], the newest key first, each secret of at least 32 random bytes (as `openssl rand -base64 32` prints them)';

function invitationKey({ kid, secret }: InvitationSecret, index: number): InvitationKey {
  const which = `key number ${index + 1} for invitations`;
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

/**
 * Keys for trying things out. They stand in this package for everybody to read: whoever has read them can forge
 * every invitation of a service that uses them, so never give them to a service that others can reach.
 */
export function developmentKeys(): { readonly invitation: readonly InvitationSecret[] } {
  return {
    invitation: [
      {
        kid: 'development-only',
        secret: 'NOT SECRET: the development key of Guildhall, which everybody can read',
      },
    ],
  };
}
