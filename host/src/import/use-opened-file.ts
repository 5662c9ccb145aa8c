import { useQuery } from '@tanstack/react-query'
import { openRowFile, withoutReasons, type FileRows, type RowFile } from '@tessera/row-files'

const sampleRows = 10

/** A chosen file, looked into. */
export interface OpenedFile {
  readonly name: string
  readonly file: RowFile
  /** Its first rows. */
  readonly sample: FileRows
}

async function open(chosen: File, columnsOfTable: readonly string[]): Promise<OpenedFile> {
  const file = withoutReasons(await openRowFile(chosen), columnsOfTable)
  for await (const sample of file.parts(sampleRows)) return { name: chosen.name, file, sample }
  return { name: chosen.name, file, sample: { cells: [], lines: [] } }
}

/** Looks into a chosen file that is to go into a table with these columns; how many rows it has is told when they are counted. */
export function useOpenedFile(
  chosen: { readonly file: File; readonly nth: number } | null,
  columnsOfTable: readonly string[],
) {
  const opened = useQuery({
    queryKey: ['import-file', chosen?.nth],
    queryFn: () => (chosen === null ? null : open(chosen.file, columnsOfTable)),
    enabled: chosen !== null,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    structuralSharing: false,
  })
  const count = useQuery({
    queryKey: ['import-count', chosen?.nth],
    queryFn: ({ signal }) => opened.data?.file.count(signal) ?? 0,
    enabled: Boolean(opened.data),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  return { opened, count }
}
