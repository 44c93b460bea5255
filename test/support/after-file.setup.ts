import { afterAll } from 'vitest';
import { runAfterFileTasks } from './after-file.js';

afterAll(runAfterFileTasks);
