module.exports = {
  globalSetup: 'standin/jest/setup',
  globalTeardown: 'standin/jest/teardown',
  setupFilesAfterEnv: ['standin/jest'],
};
