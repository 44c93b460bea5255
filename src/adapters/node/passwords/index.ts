// `guildhall/node/passwords`: hashes of passwords by bcrypt, of which nothing is dropped.

export type { BcryptOptions, Pepper } from './options.js';
export { bcryptPasswordHasher } from './password-hasher.js';
