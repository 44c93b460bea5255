// Writes the reports of the public declarations, from the build: `npm run api:report`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiReportFolder, createApiReports } from './api-reports.js';

const root = join(import.meta.dirname, '..');
const folder = join(root, apiReportFolder);
const reports = createApiReports(root);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const { file, text } of reports) writeFileSync(join(folder, file), text);
console.log(`${apiReportFolder} has ${reports.length} reports; commit them with the change.`);
