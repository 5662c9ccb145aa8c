import { folderCircles, type FolderCircle } from './folder-circles.ts'
import type { Import } from './imports-of.ts'
import { leftCircles } from './left-circles.ts'

const isWithin = (circle: FolderCircle, left: FolderCircle) =>
  circle.folder === left.folder && circle.between.every((name) => left.between.includes(name))

/** Circles of a package's folders that nobody has listed, and listed ones that are gone, a sentence each. */
export function circleViolations(folder: string, imports: readonly Import[]): readonly string[] {
  const circles = folderCircles(imports)
  const left = leftCircles.filter((one) => imports.length > 0 && one.folder.startsWith(`${folder}/`))
  const added = circles.filter((circle) => !left.some((one) => isWithin(circle, one)))
  const gone = left.filter((one) => !circles.some((circle) => isWithin(circle, one)))
  return [
    ...added.map(
      (circle) =>
        `${circle.folder}: ${circle.between.join(', ')} import each other; move what both need into a third folder, or what one needs into it`,
    ),
    ...gone.map(
      (one) =>
        `${one.folder}: the circle of ${one.between.join(', ')} is open; take it off scripts/boundaries/left-circles.ts`,
    ),
  ]
}
