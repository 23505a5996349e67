// Opens pages of a built site as a reader would, with all but loopback blocked, and reports what it
// saw as JSON: node browse.mjs <plan.json> <report.json> <folder of pictures>
//
// A plan is {base, pages: [{name, path, wait, steps, phone}]}; a step is [what, selector, value].
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

async function take(page, [what, selector, value]) {
	if (what === 'click') await page.locator(selector).first().click();
	else if (what === 'type') await page.locator(selector).first().fill(value);
	else if (what === 'press') await page.keyboard.press(selector);
	else if (what === 'wait') await page.locator(selector).first().waitFor({ timeout: 20000 });
	else throw new Error(`A step is click, type, press or wait, not ${what}.`);
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
		report.milliseconds = Date.now() - start;
		await page.waitForLoadState('networkidle');
		await page.waitForTimeout(600);
		Object.assign(report, await seen(page));
		for (const step of wanted.steps ?? []) await take(page, step);
		if (wanted.steps) {
			await page.waitForTimeout(400);
			report.after = { ...(await seen(page)), address: page.url() };
		}
		const tall = await page.evaluate(() => document.documentElement.scrollHeight);
		const size = page.viewportSize();
		await page.setViewportSize({ width: size.width, height: Math.min(tall + 40, 6000) });
		await page.waitForTimeout(900);
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
	for (const wanted of plan.pages.filter((page) => Boolean(page.phone) === isPhone)) {
		reports.push(await visit(context, wanted));
	}
	await context.close();
}
await browser.close();
writeFileSync(reportFile, JSON.stringify(reports, null, '\t'));
