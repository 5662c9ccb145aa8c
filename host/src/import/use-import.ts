import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { problemOf, type ShownProblem } from '../api/problem-of.ts'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'
import { importFile, type ImportProgress, type ImportTable } from './import-file.ts'
import { rememberMapping, type Mapping } from './mapping.ts'
import type { OpenedFile } from './use-opened-file.ts'

/** How an import stands. */
export interface ImportState {
  readonly state: 'running' | 'done' | 'cancelled' | 'failed'
  readonly progress: ImportProgress
  readonly problem: ShownProblem | null
}

const nothing: ImportProgress = { rows: 0, inserted: 0, updated: 0, unchanged: 0, refusedRows: 0, refused: [] }

/** Imports a file and says how far it is. Who leaves the page breaks it off. */
export function useImport() {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const [shown, setShown] = useState<ImportState | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const start = async (work: {
    readonly table: ImportTable
    readonly opened: OpenedFile
    readonly mapping: Mapping
  }) => {
    const { table, opened, mapping } = work
    const { file, name: fileName } = opened
    const control = new AbortController()
    running.current = control
    let progress = nothing
    const show = (state: ImportState['state'], problem: ShownProblem | null = null) =>
      setShown({ state, progress, problem })
    const onProgress = (now: ImportProgress) => {
      progress = now
      show('running')
    }
    show('running')
    rememberMapping(`${table.plugin}.${table.name}`, mapping, file.columns)
    try {
      progress = await importFile({ client, table, file, fileName, mapping, signal: control.signal, onProgress })
      show('done')
    } catch (error) {
      if (control.signal.aborted) show('cancelled')
      else show('failed', problemOf(error))
    }
    await queries.invalidateQueries({ queryKey: trpc.imports.list.queryKey() })
    await queries.invalidateQueries({ queryKey: trpc.records.tables.queryKey() })
  }
  return { shown, start, cancel: () => running.current?.abort(), forget: () => setShown(null) }
}
