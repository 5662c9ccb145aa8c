import { cellSchema, memberId, type Cell, type CellAddress, type Compare, type Range } from '@tessera/plugin-api/wire'
import { formatCompareKey, parseCompareKey } from './compare-key.ts'
import { formatRangeKey, parseRangeKey } from './range-key.ts'
import { formatValueKey, parseValueKey } from './value-key.ts'
import { isTimeZone } from './zone.ts'

/** What a page shows beyond its path. It lives in the address and nowhere else; null means "as the page ships". */
export interface ViewState {
  readonly range: Range | null
  /** Empty: no comparison. */
  readonly compare: readonly Compare[] | null
  /** IANA name. */
  readonly timeZone: string | null
  /** Ids of the named filters that all figures are narrowed to. */
  readonly segments: readonly string[]
  /** Panel whose numbers are being explained. */
  readonly explain: string | null
  /** The one number of it that is explained; null: the one the page picks. */
  readonly cell: CellAddress | null
  /** The rows behind that number are shown. */
  readonly rows: boolean
  /** Panel shown alone. */
  readonly full: string | null
  /** Panel broken down further; with `value`, only for that value of its dimension. */
  readonly drill: { readonly panel: string; readonly value?: Cell } | null
  /** Panels shown as tables. */
  readonly tables: readonly string[]
  /** How often the page refreshes itself; null: never. */
  readonly live: LivePace | null
}

/** How often a page may refresh itself. */
export type LivePace = '30s' | '5m'

/** Most segments a page narrows to; panels may name some of their own. */
export const mostSegments = 4

/** The address without any key. */
export const plainView: ViewState = {
  range: null,
  compare: null,
  timeZone: null,
  segments: [],
  explain: null,
  cell: null,
  rows: false,
  full: null,
  drill: null,
  tables: [],
  live: null,
}

/** Keys in an address. They are part of every shared link and never change. */
export const viewKeys = {
  range: 'r',
  compare: 'c',
  timeZone: 'tz',
  segments: 's',
  explain: 'e',
  cell: 'ec',
  rows: 'er',
  full: 'f',
  drill: 'd',
  drillValue: 'dv',
  tables: 't',
  live: 'live',
} as const

/** Writes a state into a query, leaving out what is as the page ships. Keys of others are kept. */
export function formatViewState(state: ViewState, others: URLSearchParams = new URLSearchParams()): URLSearchParams {
  const params = new URLSearchParams(others)
  const put = (key: string, value: string | null) => (value === null ? params.delete(key) : params.set(key, value))
  const { range, compare, drill } = state
  put(viewKeys.range, range === null ? null : formatRangeKey(range))
  put(viewKeys.compare, compare === null ? null : compare.map(formatCompareKey).join(',') || 'none')
  put(viewKeys.timeZone, state.timeZone)
  put(viewKeys.segments, state.segments.join(',') || null)
  put(viewKeys.explain, state.explain)
  put(viewKeys.cell, state.cell === null ? null : JSON.stringify(state.cell))
  put(viewKeys.rows, state.rows ? '1' : null)
  put(viewKeys.full, state.full)
  put(viewKeys.drill, drill?.panel ?? null)
  put(viewKeys.drillValue, drill?.value === undefined ? null : formatValueKey(drill.value))
  put(viewKeys.tables, state.tables.join(',') || null)
  put(viewKeys.live, state.live)
  return params
}

/** Reads a state from a query. What it does not know is left as the page ships, with a sentence that says so. */
export function parseViewState(params: URLSearchParams): {
  readonly state: ViewState
  readonly notices: readonly string[]
} {
  const notices: string[] = []
  const read = <T>(key: string, word: string, parse: (text: string) => T | null): T | null => {
    const text = params.get(key)
    if (text === null || text === '') return null
    const value = parse(text)
    if (value === null)
      notices.push(`The link names the ${word} '${text}', which is not known here; the default is shown.`)
    return value
  }
  const text = (key: string) => params.get(key) || null
  const panel = text(viewKeys.drill)
  const drillValue = params.get(viewKeys.drillValue)
  const value = drillValue === null ? undefined : parseValueKey(drillValue)
  const state: ViewState = {
    range: read(viewKeys.range, 'range', parseRangeKey),
    compare: read(viewKeys.compare, 'comparison', parseCompareList),
    timeZone: read(viewKeys.timeZone, 'time zone', (zone) => (isTimeZone(zone) ? zone : null)),
    segments: read(viewKeys.segments, 'segment', parseSegments) ?? [],
    explain: text(viewKeys.explain),
    cell: read(viewKeys.cell, 'number', parseCell),
    rows: params.get(viewKeys.rows) === '1',
    full: text(viewKeys.full),
    drill: panel === null ? null : { panel, ...(value === undefined ? {} : { value }) },
    live: read(viewKeys.live, 'refresh interval', (pace) => (pace === '30s' || pace === '5m' ? pace : null)),
    tables: (text(viewKeys.tables) ?? '').split(',').filter((id) => id !== ''),
  }
  return { state, notices }
}

function parseSegments(text: string): readonly string[] | null {
  const ids = [...new Set(text.split(','))]
  return ids.length <= mostSegments && ids.every((id) => memberId.safeParse(id).success) ? ids : null
}

function parseCell(text: string): CellAddress | null {
  try {
    return cellSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function parseCompareList(text: string): readonly Compare[] | null {
  if (text === 'none') return []
  const list = text.split(',').map(parseCompareKey)
  return list.length <= 3 && list.every((compare) => compare !== null) ? list : null
}

/** A query as text that people can read: `/`, `:` and `,` stay as they are. */
export function searchText(params: URLSearchParams): string {
  const text = params.toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',')
  return text === '' ? '' : `?${text}`
}
