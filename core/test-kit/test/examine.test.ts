import type { ServerDoor } from '@tessera/plugin-api/server'
import { beforeAll, expect, test } from 'vitest'
import {
  aspects,
  describeDatabases,
  describeOneDatabase,
  examine,
  openTestHost,
  type Examination,
  type Finding,
} from '../src/index.ts'
import { checkGates } from '../src/conformance/check-calls.ts'
import { subjectOf } from '../src/conformance/subject.ts'
import { calls, forgetful, good, written } from './notes.ts'
import { wrong } from './wrong-notes.ts'

/** Code of a finding, and the place it names. */
const brief = (found: readonly Finding[]) => found.map(({ code, message }) => `${code}: ${message.split(':')[0]}`)

describeDatabases('examining', (open) => {
  test('a plugin with nothing wrong finds nothing', async () => {
    const found = await examine(good, await open(), { events: written, calls })
    expect(Object.values(found).flat()).toEqual([])
    expect(Object.keys(found).toSorted()).toEqual([...Object.keys(aspects), 'warnings'].toSorted())
  })
})

describeOneDatabase('examining what is wrong', (open) => {
  test('a plugin whose data lies outside the window, or that has none, says so', async () => {
    const early = { events: () => written({ asOf: new Date('2020-01-01') } as never), calls }
    for (const options of [early, { calls }]) {
      const found = await examine(good, await open(), options)
      expect(brief(Object.values(found).flat())).toEqual([expect.stringMatching(/^nothing_seeded/)])
    }
  })

  test('a plugin that does not mark what it writes is told by which metric', async () => {
    const { rollups, ...rest } = await examine(forgetful, await open(), { events: written, calls })
    expect(brief(rollups)).toContain('rollup_differs: notes.notes in total')
    expect(Object.values(rest).flat()).toEqual([])
  })

  test('a host that lets through whom it should not is found out, procedure by procedure', async () => {
    const host = await openTestHost(open, [good])
    try {
      const sieve = subjectOf({ ...host, call: async () => 'come in' }, 'notes')
      expect(brief(await checkGates(sieve))).toEqual(
        ['authors', 'authors_of', 'erase'].flatMap((name) => Array(3).fill(`procedure_open: notes.${name}`)),
      )
      const late = subjectOf({ ...host, call: () => Promise.reject(new Error('the input is wrong')) }, 'notes')
      const [first] = await checkGates(late)
      expect(first?.message).toMatch(
        /^notes.authors: nobody gets 'the input is wrong' instead of the refusal 'signed_out'/,
      )
      expect(await checkGates(subjectOf(host, 'notes'))).toEqual([])
    } finally {
      await host.close()
    }
  })

  test('procedures are called as whom one likes, through their gates', async () => {
    const host = await openTestHost(open, [good])
    try {
      const [a, b] = host.tenants
      await host.ingest(a, written(a))
      const call = (tenant: typeof a, name: string, input?: unknown, scopes?: readonly string[]) =>
        host.call({ tenant, ...(scopes && { scopes }) }, { plugin: 'notes', name, input })
      expect(await call(a, 'authors')).toEqual([{ author: 'author 0' }, { author: 'author 1' }])
      expect(await call(b, 'authors')).toEqual([])
      await expect(call(a, 'erase', { color: 'red' }, ['metrics:read'])).rejects.toMatchObject({
        code: 'scope_missing',
      })
      expect(await call(b, 'erase', { color: 'red' })).toBe(0)
      expect(await call(a, 'erase', { color: 'red' })).toBe(1)
      await expect(call(a, 'erased')).rejects.toMatchObject({ code: 'procedure_unknown' })
    } finally {
      await host.close()
    }
  })

  test('a plugin that does not start is refused with the reason', async () => {
    const { routes: _, ...parts } = good
    const fallen: ServerDoor = { ...parts, init: () => Promise.reject(new Error('the moon is wrong')) }
    await expect(examine(fallen, await open())).rejects.toThrow(/'notes' does not run.*init.*the moon is wrong/)
  })
})

describeOneDatabase('examining a plugin with a mistake of every kind', (open) => {
  let found: Examination
  beforeAll(async () => {
    found = await examine(wrong, open, { events: written })
  })

  test('finds the poor description and the title with a full stop', () => {
    expect(brief(found.words)).toEqual(['description_poor: notes.notes', 'title_punctuated: notes.notes'])
  })

  test('finds the table that all tenants write into', () => {
    expect(brief(found.tables)).toEqual(['table_shared_and_written: notes.shelf'])
  })

  test('finds the event type that takes everything', () => {
    expect(new Set(brief(found.events))).toEqual(new Set([`rubbish_accepted: event 'note_written'`]))
  })

  test('finds the metric that fails by one dimension, and nothing else of it', () => {
    const failed = found.something.filter(({ message }) => message.startsWith('notes.shaded'))
    expect(brief(failed)).toEqual(['metric_failed: notes.shaded by notes.shade'])
    expect(failed[0]?.message).toMatch(/invalid input syntax for type integer: "(red|blue)"/)
  })

  test('finds the metric that fails always', () => {
    const asked = ['in total', 'by day', 'beside the period before'].map(
      (each) => `metric_failed: notes.missing ${each}`,
    )
    expect(brief(found.nothing)).toEqual(expect.arrayContaining(asked))
  })

  test('finds the panel that cannot be filled and the one that is not there', () => {
    expect(brief(found.boards)).toEqual([
      'panel_missing: notes.overview',
      'panel_failed: notes.unreached',
      'panel_failed: notes.uncompared',
      'panel_failed: notes.disordered',
    ])
  })

  test('finds the subquery without tenant, by reading it', () => {
    expect(brief(found.statements)).toContain('tenant_unheld: notes.company in total')
  })

  test('finds the schema nobody gave it', () => {
    expect(brief(found.statements)).toContain('schema_foreign: notes.catalogue in total')
  })

  test('finds the subquery without tenant, by what it counts without row-level security', () => {
    expect(brief(found.leaks)).toContain('statement_leaks: notes.company in total')
  })

  test('finds the view through which tenants see each other', () => {
    expect(brief(found.leaks)).toEqual(
      expect.arrayContaining([
        'seen_by_other: notes.everything in total',
        'changed_by_other: notes.everything in total',
      ]),
    )
  })

  test('finds the procedure that tells one tenant what it heard from another, and no open gate', () => {
    expect(brief(found.leaks)).toContain('procedure_leaks: notes.recent')
    expect(found.gates).toEqual([])
  })

  test('finds that events count twice', () => {
    expect(brief(found.again)).toEqual([
      'again_accepted: 2 events posted a second time count as new; leave stored events as they are',
      'again_changed: notes.notes',
      'again_changed: notes.shelf',
    ])
  })

  test('finds the fixture that expects too much, and shows both answers', () => {
    const differs = found.fixtures.find(({ message }) => message.includes(`'Two notes are three'`))
    expect(differs?.message).toBe(
      [
        "notes.notes: its fixture 'Two notes are three' expects:",
        '    color "blue", value 1',
        '    color "red", value 2',
        '  but the answer is:',
        '    color "blue", value 1',
        '    color "red", value 1',
        '  mend the formula, or the fixture if it was reckoned wrong',
      ].join('\n'),
    )
  })

  test('finds fixtures that count the rows of other tenants', () => {
    const differs = found.fixtures.find(({ message }) => message.includes(`'One book of this tenant is one'`))
    expect(differs?.code).toBe('fixture_differs')
  })

  test('finds fixtures that cannot be filled or asked', () => {
    const failed = found.fixtures.filter(({ code }) => code === 'fixture_failed').map(({ message }) => message)
    expect(failed).toEqual([
      expect.stringMatching(/'A note by nobody' cannot be run: event '1' is rejected: userId/),
      expect.stringMatching(/'A row that lacks a column' cannot be run: .*null value in column/),
      expect.stringMatching(/'It has no answer' cannot be run: .*nothing_of_that_name/),
    ])
  })

  test('finds the setting that a figure rests on untold, and the one it does not rest on', () => {
    expect(brief(found.rules)).toEqual(['rule_untold: notes.company', 'rule_unread: notes.everything'])
  })

  test('warns of metrics without fixture', () => {
    expect(brief(found.warnings)).toEqual([
      ...['shaded', 'company', 'catalogue'].map((name) => `fixture_missing: notes.${name}`),
      'procedure_untried: notes.authors_of',
    ])
  })

  test('lays nothing to the charge of metrics that are right', () => {
    const blamed = [...found.statements, ...found.leaks, ...found.nothing, ...found.something]
    expect(brief(blamed).filter((each) => each.includes('notes.notes '))).toEqual([])
  })
})
