// npm ci must never depend on a browser download: test/browser/find-browser.ts finds one instead.
module.exports = { skipDownload: true };
