import { Code, Stack, Table, Text } from '@mantine/core'
import { targetFileColumns } from '@tessera/targets/file'
import { asSentence, problemOf } from '../api/problem-of.ts'
import { Notice } from '../controls/notice.tsx'
import { ChooseFile } from '../import/choose-file.tsx'
import '../import/import.css'
import { WrongLines } from '../import/wrong-lines.tsx'
import { targetsCount } from './target-words.ts'
import { useImportTargets, type TargetImport } from './use-import-targets.ts'

/** Sets the targets of a file: all of them or, where a line is wrong, none. */
export function ImportTargets() {
  const work = useImportTargets()
  return (
    <Stack gap="sm">
      <ChooseFile
        chosen={work.variables?.name ?? null}
        disabled={work.isPending}
        onFile={(file) => work.mutate(file)}
      />
      {work.isError && (
        <Notice tone="warn" title="No target was set">
          <p>{asSentence(problemOf(work.error).detail)}</p>
        </Notice>
      )}
      {work.data && <Outcome done={work.data} />}
      <details>
        <summary>What a file of targets holds</summary>
        <Stack gap="xs" mt="xs">
          <Text size="sm">
            A line for each target, the first names the columns. All of them are set, or where one is wrong none. One
            that begins on the first day of another, of the same metric and value, takes its place; a file removes none.
          </Text>
          <Code block>{'metric,from,last,gte\nsales.revenue_closed,2026-10-01,2026-12-31,1200000'}</Code>
          <Table verticalSpacing={4}>
            <Table.Tbody>
              {Object.entries(targetFileColumns).map(([name, takes]) => (
                <Table.Tr key={name}>
                  <Table.Th w={110}>{name}</Table.Th>
                  <Table.Td>{takes.replaceAll('`', '')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Stack>
      </details>
    </Stack>
  )
}

function Outcome({ done }: { readonly done: TargetImport }) {
  const { file, place, set, unchanged, wrong, said } = done
  const lines = new Set(wrong.map(({ line }) => line)).size
  if (wrong.length === 0)
    return (
      <Notice tone={set > 0 ? 'good' : 'info'} title={`${file}: ${targetsCount(set)} set`}>
        {unchanged > 0 && <p>{targetsCount(unchanged)} stood there already.</p>}
        {set + unchanged === 0 && <p>There is no line below the first.</p>}
      </Notice>
    )
  const counted = lines === 1 ? 'a line is' : `${lines} lines are`
  return (
    <>
      <Notice tone="warn" title={said === undefined ? `No target was set: ${counted} wrong` : 'No target was set'}>
        {said !== undefined && <p>{said}</p>}
        <p>Mend {file} and choose it again.</p>
      </Notice>
      <WrongLines place={place} lines={wrong} />
    </>
  )
}
