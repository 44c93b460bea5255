// A storage beside plain lists of rows: the same random writes to both, and every read compared.

export {
  checkStorageDifferential,
  type DifferentialOptions,
  describeStorageDifferential,
} from './describe-storage-differential.js';
