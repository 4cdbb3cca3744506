// A front end's use of the API, through types that are generated from the OpenAPI document: lists with filters, all pages of
// a list, one record with the records around it, an interval of dates, and problems that are told apart.
// Compiled and run by checks/typescript_client.sh; the compiler is a part of the proof.

import assert from 'node:assert/strict';
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.js';

type Mission = components['schemas']['Mission'];
type FuzzyDate = components['schemas']['FuzzyDate'];
type Problem = components['schemas']['Problem'];

const api = createClient<paths, 'application/json' | 'application/problem+json'>({
    baseUrl: process.env.BASE,
    // lists in parameters are comma-separated
    querySerializer: { array: { style: 'form', explode: false } },
});

/** The answer, or an error that tells the problem. */
function must<T>(answer: { data?: T; error?: Problem; response: Response }): T {
    if (answer.data === undefined) {
        throw new Error(`${answer.response.status} ${answer.error?.detail}`);
    }
    return answer.data;
}

async function listsWithFilters(): Promise<void> {
    const list = must(await api.GET('/api/v1/missions', {
        params: {
            query: {
                nation: ['united-states', 'china'],
                destination: ['moon'],
                kind: ['lander'],
                sort: ['-launch_date', 'name'],
                facets: ['status', 'nation'],
                limit: 5,
            },
        },
    }));
    assert.ok(list.page.total > 0 && list.data.length <= 5);
    for (const mission of list.data) {
        assert.equal(mission.destination, 'moon');
        assert.ok(mission.kinds.includes('lander'));
        assert.ok(mission.nations.some((nation) => ['united-states', 'china'].includes(nation.id)));
    }
    const byStatus = list.facets?.status ?? [];
    assert.equal(byStatus.reduce((sum, facet) => sum + facet.count, 0), list.page.total);
    console.log(`${list.page.total} lunar landers of two nations, by status:`, Object.fromEntries(
        byStatus.map((facet) => [facet.name, facet.count]),
    ));
}

async function* allMissions(): AsyncGenerator<Mission> {
    let cursor: string | undefined;
    for (let page = 0; page < 1000; page += 1) {
        const list = must(await api.GET('/api/v1/missions', { params: { query: { cursor, limit: 50 } } }));
        yield* list.data;
        if (list.page.next_cursor === null) {
            return;
        }
        cursor = list.page.next_cursor;
    }
    assert.fail('the pages do not end');
}

async function followsAllPages(): Promise<void> {
    const { page } = must(await api.GET('/api/v1/missions', { params: { query: { limit: 1 } } }));
    const ids = new Set<string>();
    for await (const mission of allMissions()) {
        assert.ok(!ids.has(mission.id), `${mission.id} stands on two pages`);
        ids.add(mission.id);
    }
    assert.equal(ids.size, page.total);
    console.log(`${ids.size} missions over all pages, each once`);
}

async function getsOneWithItsEvents(): Promise<void> {
    const { data: mission, included } = must(await api.GET('/api/v1/missions/{id}', {
        params: { path: { id: 'artemis-ii' }, query: { include: ['events', 'operator'] } },
    }));
    const events = included?.events ?? [];
    assert.ok(events.length > 0);
    assert.ok(events.every((event) => event.mission?.id === mission.id));
    assert.deepEqual(included?.players?.map((player) => player.id), [mission.operator?.id]);
    assert.equal(included?.sources, undefined, 'what was not asked for is absent');
    console.log(`${mission.name} (${mission.operator?.name}) with ${events.length} events`);
}

function shown(date: FuzzyDate): string {
    return `${date.display} [${date.earliest ?? '...'}, ${date.latest ?? '...'}] to the ${date.precision}`;
}

async function readsAnIntervalOfDates(): Promise<void> {
    const query = { launch_from: '2026-Q1', launch_to: '2026-12-31', limit: 100 } as const;
    const certain = must(await api.GET('/api/v1/missions', { params: { query: { ...query, match: 'certain' } } }));
    const possible = must(await api.GET('/api/v1/missions', { params: { query } }));
    assert.ok(certain.page.total > 0 && possible.page.total >= certain.page.total);
    for (const mission of certain.data) {
        const date = mission.launch.date;
        assert.ok(date, `${mission.id} lies in 2026 without a date`);
        assert.ok(date.earliest !== null && date.earliest >= '2026-01-01', shown(date));
        assert.ok(date.latest !== null && date.latest.slice(0, 10) <= '2026-12-31', shown(date));
    }
    const first = certain.data[0]?.launch.date;
    console.log(`${certain.page.total} launches surely in 2026, at the head: ${first ? shown(first) : 'undated'}`);
}

async function tellsProblemsApart(): Promise<void> {
    const unknown = await api.GET('/api/v1/missions/{id}', { params: { path: { id: 'artemis-2' } } });
    assert.equal(unknown.data, undefined);
    assert.equal(unknown.error?.status, 404);
    assert.equal(unknown.error?.type, '/problems/unknown-record');
    assert.ok(unknown.error?.errors[0]?.did_you_mean?.includes('artemis-ii'));

    const invalid = await api.GET('/api/v1/missions', { params: { query: { limit: 101, sort: ['name'], q: '' } } });
    assert.equal(invalid.response.status, 400);
    assert.deepEqual(invalid.error?.errors.map((fault) => fault.parameter).sort(), ['limit', 'q']);

    // @ts-expect-error the compiler refuses words that are not in the set
    const misspelt = await api.GET('/api/v1/missions', { params: { query: { status: ['succes'] } } });
    const fault = (misspelt.error as Problem | undefined)?.errors[0];
    assert.deepEqual([fault?.parameter, fault?.did_you_mean?.[0]], ['status', 'success']);
    console.log(`problems: ${unknown.error?.title}; ${invalid.error?.detail}; ${fault?.detail}`);
}

await listsWithFilters();
await followsAllPages();
await getsOneWithItsEvents();
await readsAnIntervalOfDates();
await tellsProblemsApart();
