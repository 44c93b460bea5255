// Prints the end of a CI run from Vitest's JSON reports: the tests that failed, why, and the line "N passed, N failed":
// `node scripts/test-summary.js <report> <exit status of its run> [<report> <exit status>]…`.
import { readFileSync } from 'node:fs';

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    console.log(
      'No test ran: lint, the type check or the start of the test run failed; see above.',
    );
    return {
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [],
    };
  }
}

// A long log may be shown in part; its end is what is always seen.
function printFailures(report) {
  for (const file of report.testResults) {
    if (file.status === 'failed' && file.message)
      console.log(`FAILED ${file.name}\n${file.message}`);
    for (const test of file.assertionResults)
      if (test.status === 'failed')
        console.log(`FAILED ${file.name} > ${test.fullName}\n${test.failureMessages.join('\n')}`);
  }
}

function summaryOf(path, status) {
  const report = readReport(path);
  printFailures(report);
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  const ok = status === '0' && passed > 0 && report.numFailedTests === 0;
  if (!ok && report.numFailedTests === 0)
    console.log('The run failed outside of any test; see above.');
  // A file that cannot be loaded, or an error outside any test, fails the run but no test.
  return { passed, skipped, failed: ok ? 0 : Math.max(1, report.numFailedTests) };
}

const parameters = process.argv.slice(2);
const summaries = [];
for (let at = 0; at < Math.max(1, parameters.length); at += 2)
  summaries.push(summaryOf(parameters[at] ?? '', parameters[at + 1] ?? '1'));

const sum = (key) => summaries.reduce((total, summary) => total + summary[key], 0);

if (sum('skipped') > 0) console.log(`${sum('skipped')} skipped`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
