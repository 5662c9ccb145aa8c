import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { asSentence, problemOf } from '../api/problem-of.ts'
import { Notice } from '../controls/notice.tsx'
import { ChooseFile } from './choose-file.tsx'
import type { ImportTable } from './import-file.ts'
import { ImportOutcome } from './import-outcome.tsx'
import { rowsWords } from './import-words.ts'
import { MapColumns } from './map-columns.tsx'
import { guessMapping, rememberedMapping, type Mapping } from './mapping.ts'
import { PreviewRows } from './preview-rows.tsx'
import { useImport } from './use-import.ts'
import { useOpenedFile } from './use-opened-file.ts'

interface Chosen {
  readonly file: File
  /** Tells it from the one before, which may have its name. */
  readonly nth: number
}

/** The way of a file into one table: chosen, its columns mapped, its first rows looked at, imported. */
export function ImportInto({ table }: { readonly table: ImportTable }) {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [changed, setChanged] = useState<Mapping | null>(null)
  const { opened, count } = useOpenedFile(
    chosen,
    table.columns.map(({ name }) => name),
  )
  const { shown, start, cancel, forget } = useImport()
  const isRunning = shown?.state === 'running'
  const choose = (file: File) => {
    setChosen({ file, nth: (chosen?.nth ?? 0) + 1 })
    setChanged(null)
    forget()
  }
  const found = opened.data ?? null
  const names = found?.file.columns ?? []
  const mapping = changed ?? guessMapping(table.columns, names, rememberedMapping(`${table.plugin}.${table.name}`))
  const missing = table.columns.filter(({ name, required }) => required && (mapping[name] ?? null) === null)
  const unused = names.filter((_, at) => !Object.values(mapping).includes(at))
  const place = found?.file.format === 'json' || found?.file.format === 'parquet' ? 'Row' : 'Line'
  const all = count.data ?? null
  const change = (next: Mapping) => {
    setChanged(next)
    forget()
  }
  return (
    <Stack gap="md">
      <ChooseFile chosen={chosen?.file.name ?? null} disabled={isRunning} onFile={choose} />
      {(opened.error ?? count.error) && (
        <Notice tone="warn" title="This file cannot be read">
          <p>{asSentence(problemOf(opened.error ?? count.error).detail)}</p>
        </Notice>
      )}
      {found && (
        <>
          <Title order={2} size="h5">
            Columns
          </Title>
          <MapColumns
            table={table}
            names={names}
            example={found.sample.cells[0] ?? []}
            mapping={mapping}
            disabled={isRunning}
            onChange={change}
          />
          {unused.length > 0 && (
            <Text size="sm" c="dimmed">
              Not imported: {unused.join(', ')}
            </Text>
          )}
          {missing.length === 0 && shown === null && (
            <>
              <Title order={2} size="h5">
                First rows
              </Title>
              <PreviewRows table={table} file={found.file} sample={found.sample} mapping={mapping} place={place} />
            </>
          )}
          <Group gap="sm">
            <Button
              disabled={missing.length > 0 || isRunning || all === 0}
              onClick={() => void start({ table, opened: found, mapping })}
            >
              {all === null ? 'Import' : `Import ${rowsWords(all)}`}
            </Button>
            {missing.length > 0 && (
              <Text size="sm">Choose a column for {missing.map(({ name }) => name).join(', ')} first.</Text>
            )}
          </Group>
        </>
      )}
      {shown && found && (
        <ImportOutcome shown={shown} all={all} columns={names} place={place} fileName={found.name} onCancel={cancel} />
      )}
    </Stack>
  )
}
