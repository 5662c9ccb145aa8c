import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { SkeletonBars } from '../../card/skeleton-bars.tsx'
import { DataTable } from './data-table.tsx'
import { TablePicture } from './table-picture.tsx'

const rows = [100, 100, 100, 100, 100, 100]

export const tableDrawing = drawView(builtInViews.table, {
  Chart: DataTable,
  Picture: TablePicture,
  Skeleton: () => <SkeletonBars bars={rows.map((width) => [0, width, 14])} />,
  cases: async () => (await import('./table-cases.ts')).tableCases,
})
