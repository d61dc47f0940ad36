// A real Chromium that goes through the consent as a person would. Arguments: its program, an empty folder, and the hash of
// the one public key that it is to trust. Each line on stdin is {"url", "consent"}; each is answered by a line of JSON with the
// text of the page that it ended at.
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const [executablePath, folder, spki] = process.argv.slice(2);
const context = await chromium.launchPersistentContext(folder, {
  executablePath,
  headless: true,
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', `--ignore-certificate-errors-spki-list=${spki}`,
  ],
});
process.stdout.write('{}\n');
for await (const line of createInterface({ input: process.stdin })) {
  const { url, consent } = JSON.parse(line);
  await context.clearCookies();
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  // A browser that has just started on a busy machine sometimes gives up its first page.
  await page.goto(url).catch(() => page.goto(url));
  await page.fill('input[name=login]', 'sam');
  await page.fill('input[name=password]', 'whatever');
  await page.click('button[type=submit]');
  const asked = await page.locator('ul').first().innerText();
  await page.click(consent ? 'button[type=submit]' : 'text=Cancel');
  await page.waitForURL(/^http:\/\/localhost:/);
  process.stdout.write(`${JSON.stringify({ asked, address: page.url(), text: await page.innerText('body') })}\n`);
  await page.close();
}
await context.close();
