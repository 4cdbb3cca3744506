// Every kind of picture in a real browser, in the light and in the dark scheme: no text leaves the picture or lies over another one, texts have a contrast of
// at least 4.5 to what they stand on and marks one of 3 to the ground (WCAG AA), nothing is loaded, nothing runs, and an <img> of another page shows them.
// Screenshots of some are left in out/.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const { BASE, OUT } = process.env;
const { chromium } = createRequire(`${OUT}/`)('playwright-core');

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'];
const API = `${BASE}/api/v1`;
const SHOWN = ['/race/chart.svg?destination=moon', '/indicators/lunar-missions-by-nation/chart.svg',
    '/indicators/orbital-launches-by-nation/chart.svg?from=2000', '/timelines/moon/chart.svg', '/missions/artemis-iii/schedule/chart.svg'];
const found = [];

async function ids(kind, query = '') {
    const page = await (await fetch(`${API}/${kind}?fields=id&limit=100${query}`)).json();
    return page.data.map((record) => record.id);
}

/** Addresses of pictures: each indicator as it is and in a form that is hard to fit, each timeline, ledgers with many slips, the race. */
async function addresses() {
    const all = [...SHOWN, '/race/chart.svg', '/race/chart.svg?level=operator&width=400', '/race/chart.svg?as_of=1970-01-01&width=2000'];
    for (const id of await ids('indicators')) {
        all.push(`/indicators/${id}/chart.svg`);
    }
    for (const id of await ids('indicators', '&kind=derived')) {
        all.push(`/indicators/${id}/chart.svg?kind=small_multiples&width=400`, `/indicators/${id}/chart.svg?kind=line&per=decade&width=400`);
    }
    for (const id of await ids('timelines')) {
        all.push(`/timelines/${id}/chart.svg`, `/timelines/${id}/chart.svg?width=400&rows=60`);
    }
    for (const id of await ids('missions', '&has_target=true&sort=-slips')) {
        all.push(`/missions/${id}/schedule/chart.svg`);
    }
    return all;
}

/** What is wrong with a picture, found by its own page. */
function faultsOfPicture() {
    const root = document.documentElement;
    const { width, height } = root.viewBox.baseVal;
    const faults = [];
    const texts = [...root.querySelectorAll('text')].map((text) => ({ text, box: text.getBBox() }));
    for (const { text, box } of texts) {
        if (box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height) {
            faults.push(`"${text.textContent}" leaves the picture`);
        }
    }
    for (const [place, one] of texts.entries()) {
        for (const other of texts.slice(place + 1)) {
            const across = Math.min(one.box.x + one.box.width, other.box.x + other.box.width) - Math.max(one.box.x, other.box.x);
            const down = Math.min(one.box.y + one.box.height, other.box.y + other.box.height) - Math.max(one.box.y, other.box.y);
            // boxes hold the room of letters that reach up and down, which most lines do not use
            if (across > 0.5 && down > 4) {
                faults.push(`"${one.text.textContent}" lies over "${other.text.textContent}"`);
            }
        }
    }
    const colour = (value) => value.match(/[\d.]+/g)?.map(Number);
    const luminance = ([red, green, blue]) => {
        const [r, g, b] = [red, green, blue].map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a, b) => {
        const [light, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one);
        return (light + 0.05) / (dark + 0.05);
    };
    const shapes = [...root.querySelectorAll('rect,circle,polygon')].filter((shape) => !shape.closest('defs'));
    const painted = (shape) => getComputedStyle(shape).fill.startsWith('rgb') && getComputedStyle(shape).fill;
    const ground = colour(painted(root.querySelector('.ground')));
    for (const { text, box } of texts) {
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const below = shapes.filter((shape) => painted(shape) && shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)
            .filter((shape) => { const at = shape.getBBox(); return at.x <= x && x <= at.x + at.width && at.y <= y && y <= at.y + at.height; }).at(-1);
        const ratio = contrast(colour(getComputedStyle(text).fill), colour(painted(below)));
        if (ratio < 4.5) {
            faults.push(`"${text.textContent}" has a contrast of ${ratio.toFixed(2)}`);
        }
    }
    for (const shape of [...shapes, ...root.querySelectorAll('path')]) {
        const style = getComputedStyle(shape);
        if (shape.matches('.ground,.band,.over')) {
            continue;
        }
        const paints = [style.fill, style.stroke].filter((paint) => paint.startsWith('rgb')).map((paint) => contrast(colour(paint), ground));
        if (Math.max(...paints) < 3) {
            faults.push(`${shape.outerHTML.slice(0, 100)} has a contrast of ${Math.max(...paints).toFixed(2)}`);
        }
    }
    return faults;
}

/** A picture spoilt in three ways, to see that the faults are found. */
function spoil() {
    for (const [x, y, style] of [[-5, 100, ''], [100, 200, 'fill:#dddddd'], [102, 202, '']]) {
        const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
        Object.entries({ x, y, style, class: 'text' }).forEach(([name, value]) => text.setAttribute(name, value));
        text.textContent = 'spoilt';
        document.documentElement.append(text);
    }
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: QUIET });
try {
    const all = await addresses();
    for (const colorScheme of ['light', 'dark']) {
        const page = await browser.newPage({ colorScheme, viewport: { width: 1000, height: 800 } });
        page.on('console', (message) => found.push(`console: ${message.text()}`));
        page.setDefaultTimeout(60_000);
        await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
        let asked = '';
        page.on('request', (request) => {
            if (request.url() !== asked && !request.url().endsWith('/favicon.ico')) {
                found.push(`${asked} loads ${request.url()}`);
            }
        });
        for (const address of all) {
            asked = API + address;
            const answer = await page.goto(asked);
            if (answer.status() !== 200) {
                found.push(`${address} is ${answer.status()}: ${(await answer.text()).slice(0, 300)}`);
                continue;
            }
            found.push(...(await page.evaluate(faultsOfPicture)).map((fault) => `${colorScheme} ${address}: ${fault}`));
            if (SHOWN.includes(address)) {
                const name = address.split('?')[0].replaceAll('/', '-');
                await page.locator('svg').first().screenshot({ path: `${OUT}/chart${name}-${colorScheme}.png` });
            }
        }
        await page.close();
    }
    const spoilt = await browser.newPage({ colorScheme: 'light' });
    await spoilt.goto(`${API}/indicators/nasa-budget/chart.svg`);
    await spoilt.evaluate(spoil);
    const faults = (await spoilt.evaluate(faultsOfPicture)).join('; ');
    assert.match(faults, /"spoilt" leaves the picture.*"spoilt" lies over "spoilt".*"spoilt" has a contrast of 1/, 'faults are found');
    const other = await browser.newPage();
    await other.setContent(SHOWN.map((address) => `<img src="${API}${address}" alt="">`).join(''));
    await other.waitForFunction(() => [...document.images].every((image) => image.complete));
    const widths = await other.evaluate(() => [...document.images].map((image) => image.naturalWidth));
    assert.deepEqual(widths, SHOWN.map(() => 800), 'pictures as images of another page');
    console.log(`${all.length} pictures in two schemes`);
} finally {
    await browser.close();
}
assert.equal(found.length, 0, `${found.length} faults:\n${found.slice(0, 60).join('\n')}`);
