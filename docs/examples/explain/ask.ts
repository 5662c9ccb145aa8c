import type { Decomposition, Explanation, MetricQuery, RowsAnswer, RowsRequest } from '@tessera/plugin-api/wire'

const address = 'http://127.0.0.1:4000'

/** Posts to the API with the key in `TESSERA_KEY`. */
async function post<Answer>(path: string, body: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${process.env['TESSERA_KEY']}`, 'content-type': 'application/json' }
  const response = await fetch(`${address}/api/v1/metrics/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as Answer
}

const query: MetricQuery = {
  metrics: [{ id: 'integrations.oauth_attempt_success_rate' }],
  dimensions: ['integrations.provider'],
  time: { range: { from: '2026-10-21', to: '2026-11-20' }, timeZone: 'Europe/Berlin' },
  compare: [{ kind: 'previous_period' }],
}

/** The number for Google: those who came back from the provider, the denominator of the rate. */
const at: RowsRequest['at'] = {
  metric: 'integrations.oauth_attempt_success_rate',
  dimensions: { 'integrations.provider': 'google' },
  part: 'denominator',
}

/** All rows behind a number, page by page. */
export async function allRows(): Promise<RowsAnswer['rows']> {
  const rows: RowsAnswer['rows'][number][] = []
  let cursor: string | null = null
  do {
    const page: RowsAnswer = await post<RowsAnswer>('rows', {
      query,
      at,
      limit: 1000,
      ...(cursor === null ? {} : { cursor }),
    })
    rows.push(...page.rows)
    cursor = page.nextCursor
  } while (cursor !== null)
  return rows
}

/** How the number comes about: definition and its history, SQL, range, source, and how many rows stand behind it. */
export function explained(): Promise<Explanation> {
  return post<Explanation>('explain', { ...query, at })
}

/** What made the rate move since the period before, by provider. */
export function whatChanged(): Promise<Decomposition> {
  return post<Decomposition>('decompose', { query, dimensions: ['integrations.provider'] })
}
