// Ends a CI run with one line, "N passed, N failed", from Vitest's JSON report:
// `node scripts/test-summary.js <report> <exit status of npm test>`.
import { readFileSync } from 'node:fs';

const [reportPath = '', status = '1'] = process.argv.slice(2);

function readReport() {
  try {
    return JSON.parse(readFileSync(reportPath, 'utf8'));
  } catch {
    console.log('No test ran: lint, type check or the start of the test run failed, see above.');
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  }
}

const report = readReport();
const passed = report.numPassedTests;
const skipped = report.numPendingTests + report.numTodoTests;
const ok = status === '0' && passed > 0 && report.numFailedTests === 0;
// A file that cannot be loaded or an error outside any test fails the run without failing a test.
const failed = ok ? 0 : Math.max(1, report.numFailedTests);

if (skipped > 0) console.log(`${skipped} skipped`);
if (!ok && report.numFailedTests === 0)
  console.log('The run failed outside of any test, see above.');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = ok ? 0 : 1;
