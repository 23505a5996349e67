// Opens pages of a built site as a reader would, with all but loopback blocked, and reports what it
// saw as JSON: node browse.mjs <plan.json> <report.json> <folder of pictures>
//
// A plan is {base, pictures, pages: [{name, path, wait, steps, hostile, axe}]}. Without pictures, only
// a page that fails leaves one. A step is [what, selector, value], and how long each took is reported
// in milliseconds. On a hostile page, the pointer moves over every chart, and every table is
// downloaded: the report has what a script would have left.
// A page that axe-core checks is also seen as wide as a phone: narrow has what was found there.
// bytes is what a first visit receives, because intercepted requests use no cache. database says
// whether the page started DuckDB in the browser.
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [planFile, reportFile, pictures] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, 'utf-8'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf-8');
const [WIDE, NARROW] = [
	{ width: 1280, height: 900 },
	{ width: 390, height: 844 }
];
const isHere = (url) => /^(https?|ws):\/\/127\.0\.0\.1[:/]/.test(url) || /^(data|blob):/.test(url);

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb']
});

async function seen(page) {
	return page.evaluate(() => {
		const all = (selector, read) => [...document.querySelectorAll(selector)].map(read);
		return {
			title: document.querySelector('h1')?.textContent.trim() ?? null,
			tab: document.title,
			lang: document.documentElement.lang,
			text: document.querySelector('#content')?.innerText ?? '',
			tiles: Object.fromEntries(all('[data-tile]', (e) => [e.dataset.tile, e.dataset.figure])),
			shown: Object.fromEntries(
				all('[data-tile]', (e) => [e.dataset.tile, e.querySelector('.value').textContent.trim()])
			),
			rows: all('table', (e) => e.querySelectorAll('tbody tr').length),
			drawings: document.querySelectorAll('#content canvas, #content figure svg').length,
			figures: all('figure', (e) => e.getAttribute('aria-label')),
			unnamed: all('#content input, #content button, #content a, nav a', (e) =>
				(e.labels?.length || e.textContent.trim() || e.getAttribute('aria-label')) ? null : e.outerHTML
			).filter(Boolean),
			headings: all('#content h1, #content h2, #content h3', (e) => Number(e.tagName[1])),
			overflow: document.documentElement.scrollWidth - window.innerWidth
		};
	});
}

/** Whether all that a page waits for is there: Evidence lets what is still loading pulse. */
const isShown = (title) => {
	const heading = document.querySelector('#content h1')?.textContent.trim();
	const isThere = title ? heading === title : heading;
	return isThere && !document.querySelector('#content .animate-pulse');
};

/** Whether each chart that is open is drawn. */
const isDrawn = () =>
	!document.querySelector('#content .animate-pulse') &&
	[...document.querySelectorAll('#content details .chart')]
		.filter((chart) => chart.checkVisibility())
		.every((chart) => chart.querySelector('canvas'));

async function take(page, [what, selector, value]) {
	if (what === 'click') await page.locator(selector).first().click();
	else if (what === 'type') await page.locator(selector).first().fill(value);
	else if (what === 'choose') await page.locator(selector).first().selectOption(value);
	else if (what === 'focus') await page.locator(selector).first().focus();
	else if (what === 'press') await page.keyboard.press(selector);
	else if (what === 'wait') await page.locator(selector).first().waitFor({ timeout: 20000 });
	else if (what === 'shown') await page.waitForFunction(isShown, selector, { polling: 20 });
	else throw new Error(`A step is click, type, choose, focus, press, wait or shown, not ${what}.`);
}

/** Moves over the charts and returns the texts of their tooltips. */
async function hover(page) {
	await page.evaluate(() => {
		for (const box of document.querySelectorAll('details')) box.open = true;
	});
	await page.waitForTimeout(300);
	await page.waitForFunction(isDrawn, null, { polling: 20, timeout: 20000 });
	for (const chart of await page.locator('.chart:has(canvas)').all()) await chart.hover();
	return page.evaluate(async () => {
		const tooltips = new Set();
		for (const chart of document.querySelectorAll('.chart:has(canvas)')) {
			chart.scrollIntoView({ behavior: 'instant' });
			const canvas = chart.querySelector('canvas');
			const { width, height } = canvas.getBoundingClientRect();
			// Finer than a dot, so that none is missed.
			for (let y = 3; y < height; y += 6)
				for (let x = 3; x < width; x += 6) {
					// The page may still move under the pointer.
					const box = canvas.getBoundingClientRect();
					const at = { clientX: box.left + x, clientY: box.top + y, bubbles: true };
					canvas.dispatchEvent(new MouseEvent('mousemove', at));
					const text = [...chart.children]
						.filter((child) => !child.contains(canvas))
						.map((child) => child.textContent)
						.join('');
					if (!tooltips.has(text)) {
						tooltips.add(text);
						// An image that does not load runs its handler later.
						await new Promise((resolve) => setTimeout(resolve));
					}
				}
		}
		return [...tooltips].filter(Boolean);
	});
}

/** Presses every button that downloads a table and returns the texts of the files. */
async function downloads(page) {
	const texts = [];
	for (const button of await page.locator('button[data-download]').all()) {
		const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
		texts.push(readFileSync(await download.path(), 'utf-8'));
	}
	return texts;
}

/**
 * What names that are HTML leave on a page if something reads them as HTML. Svelte itself watches the
 * size of an element with an empty frame.
 */
const traces = () => ({
	ran: window.__xss ?? null,
	elements: [...document.querySelectorAll('#content img, #content iframe:not([src="about:blank"][aria-hidden="true"]), [onerror], [onload], #evilC')].map(
		(element) => element.outerHTML
	)
});

/** Returns how many rules of axe-core the page keeps, and each one that it breaks, and where. */
async function check(page) {
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
	return page.evaluate(async () => {
		const { passes, violations } = await window.axe.run();
		return {
			passes: passes.length,
			violations: violations.map(({ id, nodes }) => ({
				id,
				nodes: nodes.map((node) => `${node.html} ${node.any[0]?.message ?? ''}`)
			}))
		};
	});
}

/** Keeps a picture of the page, in its whole height. */
async function picture(page, name, size) {
	if (!plan.pictures) return;
	const tall = await page.evaluate(() => document.documentElement.scrollHeight);
	await page.setViewportSize({ width: size.width, height: Math.min(tall + 40, 6000) });
	// Charts follow the new size, and move there.
	await page.waitForTimeout(700);
	await page.screenshot({ path: join(pictures, `${name}.png`) });
}

async function visit(context, wanted) {
	const page = await context.newPage();
	const problems = [];
	page.on('dialog', (dialog) => {
		problems.push(`dialog: ${dialog.message()}`);
		return dialog.dismiss();
	});
	const outside = [];
	page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
	page.on('pageerror', (error) => problems.push(String(error)));
	page.on('response', (answer) => {
		if (answer.status() >= 400) problems.push(`${answer.status()} ${answer.url()}`);
	});
	await page.route('**/*', (route) => {
		if (isHere(route.request().url())) return route.continue();
		outside.push(route.request().url());
		return route.abort();
	});
	const sizes = [];
	page.on('requestfinished', (request) => {
		if (isHere(request.url())) sizes.push(request.sizes().catch(() => null));
	});
	const weigh = async () => {
		const received = (await Promise.all(sizes)).filter(Boolean);
		return {
			bytes: received.reduce((sum, size) => sum + size.responseBodySize, 0),
			database: await page.evaluate(() => Symbol.for('EVIDENCE_QUERY_ENGINE') in window)
		};
	};
	const report = { name: wanted.name, problems, outside, steps: [] };
	const start = Date.now();
	try {
		await page.goto(plan.base + wanted.path, { waitUntil: 'load' });
		await page.locator(wanted.wait ?? 'h1').first().waitFor({ timeout: 30000 });
		await take(page, ['shown', null]);
		report.milliseconds = Date.now() - start;
		await page.waitForLoadState('networkidle');
		Object.assign(report, await seen(page));
		Object.assign(report, await weigh());
		for (const step of wanted.steps ?? []) {
			const began = Date.now();
			await take(page, step);
			report.steps.push(Date.now() - began);
		}
		if (wanted.hostile) {
			report.tooltips = await hover(page);
			report.files = await downloads(page);
			Object.assign(report, await page.evaluate(traces));
		}
		if (wanted.steps)
			report.after = { ...(await seen(page)), ...(await weigh()), address: page.url() };
		if (wanted.axe) report.axe = await check(page);
		await picture(page, wanted.name, WIDE);
		if (wanted.axe) {
			await page.setViewportSize(NARROW);
			await page.waitForTimeout(300);
			report.narrow = { ...(await seen(page)), axe: await check(page) };
			await picture(page, `${wanted.name}-phone`, NARROW);
		}
	} catch (error) {
		problems.push(String(error));
		await page.screenshot({ path: join(pictures, `${wanted.name}.png`) }).catch(() => {});
	}
	await page.close();
	return report;
}

mkdirSync(pictures, { recursive: true });
const reports = [];
const context = await browser.newContext({ viewport: WIDE, reducedMotion: 'reduce' });
const waiting = [...plan.pages];
const lane = async () => {
	while (waiting.length) reports.push(await visit(context, waiting.shift()));
};
await Promise.all([lane(), lane()]);
await browser.close();
writeFileSync(reportFile, JSON.stringify(reports, null, '\t'));
