/** Tells scripts/test.mjs what to close with; without it (Jest run by hand) nothing is said. */
export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests } = results;
    const unread = numRuntimeErrorTestSuites;
    const parts = [`${numPassedTests} passed`, `${numFailedTests + unread} failed`];
    if (numPendingTests > 0) parts.push(`${numPendingTests} skipped`);
    process.send?.(parts.join(', '));
  }
}
