// Opens pages of a built site as a reader would, with all but loopback blocked, and reports what it
// saw as JSON: node browse.mjs <plan.json> <report.json> <folder of pictures>
//
// A plan is {base, pages: [{name, path, wait, steps, phone}]}; a step is [what, selector, value], and
// how long each took is reported in milliseconds.
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [planFile, reportFile, pictures] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, 'utf-8'));
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

async function take(page, [what, selector, value]) {
	if (what === 'click') await page.locator(selector).first().click();
	else if (what === 'type') await page.locator(selector).first().fill(value);
	else if (what === 'press') await page.keyboard.press(selector);
	else if (what === 'wait') await page.locator(selector).first().waitFor({ timeout: 20000 });
	else if (what === 'shown') await page.waitForFunction(isShown, selector, { polling: 20 });
	else throw new Error(`A step is click, type, press, wait or shown, not ${what}.`);
}

async function visit(context, wanted) {
	const page = await context.newPage();
	const problems = [];
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
	const report = { name: wanted.name, problems, outside, steps: [] };
	const start = Date.now();
	try {
		await page.goto(plan.base + wanted.path, { waitUntil: 'load' });
		await page.locator(wanted.wait ?? 'h1').first().waitFor({ timeout: 30000 });
		await take(page, ['shown', null]);
		report.milliseconds = Date.now() - start;
		await page.waitForLoadState('networkidle');
		Object.assign(report, await seen(page));
		for (const step of wanted.steps ?? []) {
			const began = Date.now();
			await take(page, step);
			report.steps.push(Date.now() - began);
		}
		if (wanted.steps) report.after = { ...(await seen(page)), address: page.url() };
		const tall = await page.evaluate(() => document.documentElement.scrollHeight);
		const size = page.viewportSize();
		await page.setViewportSize({ width: size.width, height: Math.min(tall + 40, 6000) });
		// Charts follow the new size, and move there.
		await page.waitForTimeout(700);
		await page.screenshot({ path: join(pictures, `${wanted.name}.png`) });
	} catch (error) {
		problems.push(String(error));
		await page.screenshot({ path: join(pictures, `${wanted.name}.png`) }).catch(() => {});
	}
	await page.close();
	return report;
}

mkdirSync(pictures, { recursive: true });
const reports = [];
for (const isPhone of [false, true]) {
	const context = await browser.newContext({
		viewport: isPhone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
		reducedMotion: 'reduce'
	});
	const waiting = plan.pages.filter((page) => Boolean(page.phone) === isPhone);
	const lane = async () => {
		while (waiting.length) reports.push(await visit(context, waiting.shift()));
	};
	await Promise.all([lane(), lane()]);
	await context.close();
}
await browser.close();
writeFileSync(reportFile, JSON.stringify(reports, null, '\t'));
