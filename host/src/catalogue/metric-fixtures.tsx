import { Accordion, Text } from '@mantine/core'
import type { Cell, DimensionInfo, Fixture, MetricInfo } from '@tessera/plugin-api/wire'
import { formatValue } from '@tessera/ui'
import { askWords } from './ask-words.ts'
import { givenTables } from './given-tables.ts'
import { SmallTable } from './small-table.tsx'

/** Worked examples of a metric: what is given, what is asked, what comes out. The first stands open. */
export function MetricFixtures(props: {
  readonly metric: MetricInfo
  readonly fixtures: readonly Fixture[]
  readonly dimensions: readonly DimensionInfo[]
}) {
  const { metric, fixtures, dimensions } = props
  return (
    <Accordion multiple defaultValue={['0']} variant="contained" order={3} className="fixtures">
      {fixtures.map((fixture, index) => (
        <Accordion.Item value={String(index)} key={fixture.title}>
          <Accordion.Control>{fixture.title}</Accordion.Control>
          <Accordion.Panel>
            <FixtureBody metric={metric} fixture={fixture} dimensions={dimensions} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  )
}

/** Whether a column tells the rest of `top` apart: its rows say so themselves. */
const tellsRest = (name: string) => name.endsWith(':other')

function FixtureBody(props: {
  readonly metric: MetricInfo
  readonly fixture: Fixture
  readonly dimensions: readonly DimensionInfo[]
}) {
  const { metric, fixture, dimensions } = props
  const idOf = (name: string) => (name.includes('.') ? name : `${metric.plugin}.${name}`)
  const dimensionOf = (name: string) => dimensions.find(({ id }) => id === idOf(name))
  const nameOf = (name: string) => {
    if (name === 'value') return metric.title
    if (name.startsWith('value:')) return name === 'value:n' ? 'observations' : name.slice(6).replaceAll('_', ' ')
    return dimensionOf(name)?.title ?? name
  }
  const cellText = (name: string, value: Cell | undefined) => {
    const isValue = name.startsWith('value')
    if (value === null || value === undefined) return isValue ? '– unknown' : 'not stated'
    if (name === 'value:n') return formatValue(value, { unit: 'count', style: 'exact' })
    const { currency } = fixture.tenant ?? {}
    if (isValue) return formatValue(value, { unit: metric.unit, currency, style: 'exact' })
    return dimensionOf(name)?.labels[String(value)] ?? String(value)
  }
  const columns = [...new Set(fixture.expect.flatMap((row) => Object.keys(row)))].filter((name) => !tellsRest(name))
  const { timeZone = 'UTC' } = fixture.tenant ?? {}
  return (
    <div className="fixture">
      <section>
        <h4>Given</h4>
        {givenTables(fixture).map(({ title, columns: names, rows }) => (
          <SmallTable key={title} title={title} columns={names} rows={rows} />
        ))}
      </section>
      <section>
        <h4>Asked</h4>
        {askWords(fixture, nameOf).map((line) => (
          <Text key={line} size="sm">
            {line}
          </Text>
        ))}
        <Text size="xs" c="dimmed" mt={4}>
          It is {fixture.asOf.replace('T', ' ').replace(/(:00)?(\.0+)?Z$/, '')} UTC, days are those of {timeZone}
        </Text>
      </section>
      <section>
        <h4>Expected</h4>
        {columns.length === 0 ? (
          <Text size="sm">No rows</Text>
        ) : (
          <SmallTable
            title="Answer"
            columns={columns.map(nameOf)}
            rows={fixture.expect.map((row) =>
              columns.map((name) => (row[`${name}:other`] === true ? 'all others' : cellText(name, row[name]))),
            )}
            numeric={columns.map((name) => name.startsWith('value'))}
          />
        )}
      </section>
    </div>
  )
}
