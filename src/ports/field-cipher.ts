/**
 * Encrypts single fields of stored rows. `associatedData` names the collection, the row id and the field, so that a
 * ciphertext that was copied to another place cannot be decrypted.
 */
export interface FieldCipher {
  /**
   * Encrypts. The same text never gives the same ciphertext twice. Throws if the text or `associatedData` contains a
   * lone surrogate (half of a UTF-16 pair), if the text is longer than 64 KiB in UTF-8, or if `associatedData` is
   * empty.
   */
  encrypt(text: string, associatedData: string): Promise<string>;
  /** Decrypts. Null if the key is unknown, the associated data is different, or the ciphertext was changed. */
  decrypt(ciphertext: string, associatedData: string): Promise<string | null>;
  /** Whether the ciphertext names the newest key. If not, encrypt it again with the next write of the row. */
  isCurrent(ciphertext: string): boolean;
}
