/**
 * Encrypts single fields of rows at rest. `about` names collection, row id and field, so that a ciphertext that was moved
 * to another place is none.
 */
export interface FieldCipher {
  /** Never the same twice. Throws for text of more than 64 KiB in UTF-8, for ill-formed text, and where `about` is empty or ill-formed. */
  encrypt(text: string, about: string): Promise<string>;
  /** Null for anything that is not ours: of an unknown key, about something else, cut or altered. */
  decrypt(ciphertext: string, about: string): Promise<string | null>;
  /** Whether it says that the newest key made it; otherwise it is to be encrypted again when the row is next written. */
  isCurrent(ciphertext: string): boolean;
}
