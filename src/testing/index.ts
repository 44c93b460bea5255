// `guildhall/testing`: the contract for storages, values for properties, doubles of the ports, and a model to compare with.

export * from './arbitraries/index.js';
export * from './contract/index.js';
export * from './doubles/index.js';
export * from './model/index.js';
