/** A browser that reaches one origin only, and remembers everything that a correct page does not do. */
import { chromium } from 'playwright-core';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long a page may take for one step; a busy build machine draws slowly. */
const stepMillis = 120_000;

/** Starts Chromium: the one that CHROMIUM names, or Debian's. */
export function startBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
}

/**
 * Opens the playground in a profile of its own, as on a small office screen. The list of complaints has every console
 * error and warning, uncaught error, policy violation, failed answer and request to another origin.
 */
export async function openPlayground(browser, origin, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN', ...options });
  context.setDefaultTimeout(stepMillis);
  const complaints = [];
  const requests = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (new URL(url).origin === origin) {
      return route.continue();
    }
    complaints.push(`request to ${url}`);
    return route.abort();
  });
  await context.exposeBinding('reportViolation', (_source, violation) => complaints.push(violation));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.reportViolation(`policy violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      complaints.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) {
      complaints.push(`${response.status()} ${response.url()}`);
    }
  });
  page.on('request', (request) => requests.push(request));
  await page.goto(origin);
  try {
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  } catch (error) {
    throw new Error(`the editor did not appear:\n${complaints.join('\n')}`, { cause: error });
  }
  return { page, complaints, requests, close: () => context.close() };
}
