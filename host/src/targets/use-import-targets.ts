import { useMutation, useQueryClient } from '@tanstack/react-query'
import { openRowFile } from '@tessera/row-files'
import { targetsOfFile, wrongLines, type WrongLine } from '@tessera/targets/file'
import { issuesOf, problemOf } from '../api/problem-of.ts'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'

const most = 5_000

/** What became of a file of targets. */
export interface TargetImport {
  readonly file: string
  /** `Line`, `Row`. */
  readonly place: string
  readonly set: number
  readonly unchanged: number
  readonly wrong: readonly WrongLine[]
  /** What the server said of all that is wrong, of which it lists a part. */
  readonly said?: string
}

/** Sets the targets of a file, all of them or none; tells what is wrong with which line. */
export function useImportTargets() {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (chosen: File): Promise<TargetImport> => {
      const rows = await openRowFile(chosen)
      const { targets, lines, wrong } = await targetsOfFile(rows, most)
      const place = rows.format === 'json' || rows.format === 'parquet' ? 'Row' : 'Line'
      const nothing = { file: chosen.name, place, set: 0, unchanged: 0 }
      if (wrong.length > 0 || targets.length === 0) return { ...nothing, wrong }
      try {
        const { set, unchanged } = await client.targets.set.mutate({ rows: targets.map((row) => ({ ...row })) })
        return { ...nothing, set, unchanged, wrong }
      } catch (error) {
        const issues = issuesOf(error)
        if (issues.length === 0) throw error
        const [said, ...refused] = wrongLines([{ path: '', message: problemOf(error).detail }, ...issues], lines)
        return { ...nothing, wrong: refused, ...(said ? { said: said.reason } : {}) }
      }
    },
    onSuccess: async ({ set }) => {
      if (set === 0) return
      await queries.invalidateQueries({ queryKey: trpc.targets.pathKey() })
      await queries.invalidateQueries({ queryKey: trpc.metrics.pathKey() })
    },
  })
}
