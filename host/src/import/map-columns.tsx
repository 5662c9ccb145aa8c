import { Select, Table, Text } from '@mantine/core'
import { cellWords } from './cell-words.ts'
import type { ImportTable } from './import-file.ts'
import type { Mapping } from './mapping.ts'

type Column = ImportTable['columns'][number]

/** What a column takes, in words. */
function takesWords({ kind, choices, required }: Column): string {
  const words = {
    text: 'text',
    id: 'an id',
    integer: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    instant: 'a time as 2026-11-30T09:00:00Z',
    date: 'a day as 2026-11-30',
    choice: choices.length > 8 ? `one of ${choices.slice(0, 8).join(', ')} …` : `one of ${choices.join(', ')}`,
  }
  return `${words[kind]}${required ? '' : ', or nothing'}`
}

/** For each column of the table, which one of the file goes into it. */
export function MapColumns(props: {
  readonly table: ImportTable
  readonly names: readonly string[]
  /** The first row of the file. */
  readonly example: readonly unknown[]
  readonly mapping: Mapping
  readonly disabled: boolean
  readonly onChange: (mapping: Mapping) => void
}) {
  const { table, names, example, mapping, disabled, onChange } = props
  const options = names.map((name, at) => ({ value: String(at), label: name === '' ? `Column ${at + 1}` : name }))
  return (
    <Table.ScrollContainer type="native" minWidth={0} className="panel-box">
      <Table verticalSpacing={6} className="import-mapping">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Column of the table</Table.Th>
            <Table.Th>Column of the file</Table.Th>
            <Table.Th className="import-example">First row</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table.columns.map((column) => {
            const at = mapping[column.name] ?? null
            return (
              <Table.Tr key={column.name}>
                <Table.Td>
                  <Text size="sm" fw={500}>
                    {column.title === column.name ? column.name : `${column.title} (${column.name})`}
                    {column.isKey && ' · key'}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {takesWords(column)}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Select
                    size="xs"
                    aria-label={`Column for ${column.name}`}
                    placeholder={column.required ? 'Needed' : 'None'}
                    error={at === null && column.required}
                    data={options}
                    value={at === null ? null : String(at)}
                    disabled={disabled}
                    clearable
                    searchable
                    onChange={(value) => onChange({ ...mapping, [column.name]: value === null ? null : Number(value) })}
                  />
                </Table.Td>
                <Table.Td className="import-example">
                  <Text size="sm" lineClamp={1}>
                    {at === null ? '' : cellWords(example[at])}
                  </Text>
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
