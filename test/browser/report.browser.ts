/** The HTML report and the drawings, in Chromium. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inFolder, root, run } from '../cli/running.js';

let browser: Browser;

beforeAll(async () => {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});

afterAll(() => browser.close());

/** Opens what the tool wrote, and fails on anything that the page complains of or fetches. */
async function open(args: readonly string[], use: (page: Page) => Promise<void>): Promise<void> {
  await inFolder({}, async (folder) => {
    const file = join(folder, 'page.html');
    run([...args, file]);
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    await use(page);
    expect(complaints).toEqual([]);
    await page.close();
  });
}

const shownState = (page: Page) => page.locator('.state.current h3').textContent();

describe('the report', () => {
  it('has the summary, and steps through the behaviour by buttons, keys and the list', () =>
    open(['check', join(root, 'specs/die-hard.spec'), '--html'], async (page) => {
      expect(await page.locator('.summary tbody tr').count()).toBe(1);
      expect(await page.locator('.summary').textContent()).toContain('violates NotSolved');
      expect(await shownState(page)).toBe('1: Initial state');
      await page.getByRole('button', { name: 'next' }).click();
      expect(await shownState(page)).toContain('2: FillBig');
      expect(await page.locator('.state.current .changed th').allInnerTexts()).toEqual(['big']);
      expect(await page.locator('.state.current .changed pre').textContent()).toBe('5');
      expect(await page.locator('.state.current del').textContent()).toBe('0');
      await page.keyboard.press('ArrowRight');
      expect(await shownState(page)).toContain('3: BigToSmall');
      await page.keyboard.press('ArrowLeft');
      expect(await shownState(page)).toContain('2: FillBig');
      await page.getByRole('button', { name: '7: BigToSmall' }).click();
      await page.keyboard.press('ArrowRight');
      expect(await page.locator('output').textContent()).toBe('state 7 of 7');
      expect(await page.locator('.state:visible').count()).toBe(1);
    }));

  it('draws messages as arrows between the lines of processes', () =>
    open(['check', join(root, 'specs/vector-clock-no-merge.spec'), '--html'], async (page) => {
      const processes = await page.locator('.space-time .process text').allInnerTexts();
      expect(processes.length).toBeGreaterThan(1);
      expect(await page.locator('.space-time .event').count()).toBe(2);
      const arrow = page.locator('.message[data-received] line');
      expect(await arrow.count()).toBe(1);
      const [sent, received] = [await arrow.getAttribute('y1'), await arrow.getAttribute('y2')];
      expect(sent).not.toBe(received);
      expect(await page.locator('.message.future').count()).toBe(1);
      await page.locator('.event[data-step="2"] circle').click();
      expect(await shownState(page)).toContain('3: ');
      expect(await page.locator('.message.future').count()).toBe(0);
    }));

  it('draws the messages of queues, too', () =>
    open(['check', join(root, 'specs/lamport-mutex-overtaking.spec'), '--html'], async (page) => {
      expect(await page.locator('.space-time .process text').allTextContents()).toEqual(['1', '2']);
      expect(await page.locator('.message[data-received]').count()).toBe(2);
      expect(await page.locator('.message.lost').count()).toBe(1);
    }));

  it('shows what a spec says as text, never as markup', () =>
    inFolder({}, async () => {
      const text =
        'SPEC Evil\nVARIABLE x\nInit == x = "<img src=x onerror=alert(1)></script>"\nNext == x\' = x\nINVARIANT I == x = ""';
      await inFolder({ 'e.spec': text }, (folder) =>
        open(['check', join(folder, 'e.spec'), '--html'], async (page) => {
          expect(await page.locator('img').count()).toBe(0);
          expect(await page.locator('.state.current pre').textContent()).toContain('<img src=x');
        }),
      );
    }));
});

describe('a drawing', () => {
  it('of a log stands by itself as SVG: its lines and arrows are seen', async () => {
    const event = (process: string, clock: object) =>
      `${JSON.stringify({ action: 'Step', process, clock })}\n`;
    const log = event('p', { p: 1 }) + event('q', { p: 1, q: 1 });
    await inFolder({ 'log.jsonl': log }, async (folder) => {
      run(['graph', 'log.jsonl', '--log', '--format', 'svg', '--out', 'log.svg'], folder);
      const page = await browser.newPage();
      await page.goto(pathToFileURL(join(folder, 'log.svg')).href);
      // A string, since the types of a page's own functions are not here.
      const strokes = await page.evaluate(
        "[...document.querySelectorAll('.process line, .message line')].map((line) => getComputedStyle(line).stroke)",
      );
      expect(strokes).toEqual(['rgb(187, 187, 187)', 'rgb(187, 187, 187)', 'rgb(26, 127, 55)']);
      await page.close();
    });
  });

  it('shows every state', () =>
    open(['graph', join(root, 'specs/peterson.spec'), '--format', 'html', '--out'], async (page) => {
      expect(await page.locator('svg .node').count()).toBe(20);
      expect(await page.locator('svg .edge').count()).toBeGreaterThan(20);
    }));
});
