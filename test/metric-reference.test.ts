import { join } from 'node:path'
import { describeSource } from '@tessera/query'
import { discoverPlugins, fixturesOf, loadPlugins, type Registry } from '@tessera/registry'
import { format } from 'prettier'
import { expect, test } from 'vitest'

/** Text in a cell of a table: one line, no bar. */
const cell = (text: string) => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')

function metricRows(registry: Registry, plugin: string): string[] {
  const metrics = registry.metrics().filter(({ info }) => info.plugin === plugin)
  return metrics.map(({ info, source, sourcePlugin }) => {
    const described = source ? describeSource(source, sourcePlugin) : null
    const formula = described ? `\`${described.formula}\`` : 'needs a source'
    const cells = [
      `\`${info.id}\``,
      info.title,
      described?.kind ?? '',
      described?.additivity ?? '',
      info.unit,
      String(fixturesOf(registry, info.id).length),
      formula,
    ]
    return `| ${cells.map(cell).join(' | ')} |`
  })
}

test('the reference of metrics says what the plugins declare', async () => {
  const registry = await loadPlugins(await discoverPlugins(join(import.meta.dirname, '..')))
  const sections = registry.plugins().flatMap(({ id, contract }) => {
    const rows = metricRows(registry, id)
    if (rows.length === 0) return []
    const head =
      '| Id | Title | Kind | Additivity | Unit | Fixtures | Formula |\n| --- | --- | --- | --- | --- | --- | --- |'
    return [`## ${contract.title}\n\n${head}\n${rows.join('\n')}`]
  })
  const intro = [
    'Every metric of the shipped plugins, written from their declarations by `test/metric-reference.test.ts`, which fails when this page',
    'and they differ (`npx --yes pnpm test test/metric-reference -u` writes it anew). [Kinds of metrics](../guides/metric-kinds.md) says what a',
    'kind does and which SQL it runs; the catalogue of a running product shows each metric with its fixtures.',
  ].join('\n')
  const page = await format(`# Metrics\n\n${intro}\n\n${sections.join('\n\n')}\n`, {
    parser: 'markdown',
    printWidth: 120,
    proseWrap: 'preserve',
  })
  expect(sections.length).toBeGreaterThan(0)
  await expect(page).toMatchFileSnapshot('../docs/reference/metrics.md')
})
