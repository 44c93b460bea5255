// `guildhall/testing`: the contract for storages, values for properties, and doubles of the ports.

export * from './arbitraries/index.js';
export * from './contract/index.js';
export * from './doubles/index.js';
