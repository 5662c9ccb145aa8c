import { Table, Text } from '@mantine/core'

const mostShown = 100

/** Lines of a file and what is wrong with each; where not all are shown it says so, and `more` adds where the others are. */
export function WrongLines(props: {
  /** `Line`, `Row`. */
  readonly place: string
  readonly lines: readonly { readonly line: number; readonly reason: string }[]
  readonly more?: string
}) {
  const { place, lines, more = '' } = props
  return (
    <>
      <Table.ScrollContainer type="native" minWidth={0} mah={360} className="panel-box">
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={90}>{place}</Table.Th>
              <Table.Th>What is wrong</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.slice(0, mostShown).map(({ line, reason }) => (
              <Table.Tr key={`${line} ${reason}`}>
                <Table.Td className="import-line">{line}</Table.Td>
                <Table.Td className="import-reason">{reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {lines.length > mostShown && (
        <Text size="sm" c="dimmed">
          The first {mostShown} are shown{more}.
        </Text>
      )}
    </>
  )
}
