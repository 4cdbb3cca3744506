// An explorer's visit: Swagger UI in a real browser. The page loads without a word in the console, breaks no rule of its
// content security policy and asks no other host; for each operation "Try it out" and "Execute" show 200 and a body, with
// nothing typed; a link to one operation opens it. The plain pages are quiet too, and their links lead somewhere.
// Screenshots are left in out/.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const { BASE, OUT } = process.env;
const { chromium } = createRequire(`${OUT}/`)('playwright-core');

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'];
const found = [];
const hosts = new Set();

/** Operations in the order of the document. */
async function documentedOperations() {
    const spec = await (await fetch(`${BASE}/api/v1/openapi.json`)).json();
    const operations = Object.values(spec.paths).map((methods) => methods.get);
    const tags = new Set(operations.flatMap((operation) => operation.tags));
    assert.deepEqual([...tags].sort(), spec.tags.map((tag) => tag.name).sort(), 'tags without an operation');
    return operations.map((operation) => ({ tag: operation.tags[0], id: operation.operationId }));
}

/** A page that reports what a developer would see in red. */
async function watchedPage(browser) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) {
            found.push(`console: ${message.text()}`);
        }
    });
    page.on('pageerror', (error) => found.push(`uncaught: ${error.message}`));
    page.on('requestfailed', (request) => {
        const reason = request.failure()?.errorText;
        // what a page was still loading when it was left
        if (reason !== 'net::ERR_ABORTED') {
            found.push(`failed: ${request.url()} ${reason}`);
        }
    });
    page.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol !== 'data:') {
            hosts.add(url.origin);
        }
    });
    await page.exposeFunction('reportViolation', (text) => found.push(`content security policy: ${text}`));
    await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
            window.reportViolation(`${event.violatedDirective} ${event.blockedURI}`);
        });
    });
    return page;
}

/** Opens an operation, executes it as it stands, and returns the status and the length of the body on show. */
async function execute(page, { tag, id }) {
    const block = page.locator(`#operations-${tag}-${id}`);
    await block.scrollIntoViewIfNeeded();
    await block.locator('.opblock-summary-control').click();
    const execute = block.locator('button.execute');
    if (!(await execute.isVisible({ timeout: 1000 }))) {
        await block.locator('button.try-out__btn').click();
    }
    await execute.click();
    const live = block.locator('.live-responses-table');
    const answer = live.locator('tbody tr').first();
    await answer.waitFor();
    const status = (await answer.locator('.response-col_status').innerText()).trim().split(/\s/)[0];
    const body = await answer.locator('.highlight-code, .microlight, .response-content, pre').first().innerText();
    const url = new URL(await block.locator('.request-url pre').first().innerText());
    return { block, status, length: body.length, empty: id.startsWith('list') && /"data":\s*\[\s*\]/.test(body), asked: url.pathname + url.search };
}

async function visitsEveryOperation(browser, operations) {
    const page = await watchedPage(browser);
    const answer = await page.goto(`${BASE}/docs/`);
    assert.equal(answer.status(), 200);
    assert.ok(answer.headers()['content-security-policy'], 'no content security policy');
    await page.locator('.opblock').first().waitFor();
    assert.equal(await page.locator('.opblock').count(), operations.length, 'operations on the page');
    await page.screenshot({ path: `${OUT}/swagger-ui.png`, fullPage: true });
    let tag;
    for (const operation of operations) {
        try {
            // answers that stay on show slow the page down
            if (tag !== operation.tag) {
                tag = operation.tag;
                await page.reload();
            }
            const started = Date.now();
            const { block, status, length, empty, asked } = await execute(page, operation);
            console.log(`${operation.id}: ${status}, ${length} characters, ${Date.now() - started} ms: ${asked}`);
            if (status !== '200' || length < 2 || empty) {
                found.push(`${operation.id} shows ${status} and ${empty ? 'an empty list' : `${length} characters`}: ${asked}`);
            }
            if (['getMission', 'listEvents'].includes(operation.id)) {
                await block.screenshot({ path: `${OUT}/swagger-ui-${operation.id}.png` });
            }
            await block.locator('.opblock-summary-control').click();
        } catch (error) {
            found.push(`${operation.id}: ${error.message.split('\n').slice(0, 3).join(' ')}`);
        }
    }
    await page.close();
}

async function followsADeepLink(browser) {
    const page = await watchedPage(browser);
    await page.goto(`${BASE}/docs/#/missions/listMissions`);
    await page.locator('#operations-missions-listMissions.is-open .opblock-body').waitFor();
    await page.screenshot({ path: `${OUT}/swagger-ui-link.png` });
    await page.close();
}

/** The pages beside Swagger UI are held to the same rules. */
async function visitsThePlainPages(browser) {
    const page = await watchedPage(browser);
    for (const path of ['/', '/problems', '/problems/invalid-request']) {
        await page.goto(BASE + path);
        assert.ok((await page.title()).length > 0, `${path} has no title`);
        const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
        for (const link of new Set(links)) {
            const answer = await fetch(BASE + link);
            if (!answer.ok) {
                found.push(`${path} links to ${link}, which is ${answer.status}`);
            }
        }
        console.log(`${path}: ${links.length} links`);
    }
    await page.close();
}

const operations = await documentedOperations();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: QUIET });
try {
    await visitsEveryOperation(browser, operations);
    await followsADeepLink(browser);
    await visitsThePlainPages(browser);
} finally {
    await browser.close();
}
hosts.delete(new URL(BASE).origin);
found.push(...[...hosts].map((host) => `asks another host: ${host}`));
for (const text of found) {
    console.log(`- ${text}`);
}
process.exit(found.length === 0 ? 0 : 1);
