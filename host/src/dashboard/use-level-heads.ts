import { useLayoutEffect, type RefObject } from 'react'

/** Cards that begin at one height get heads of one height, so that a subtitle of two lines does not push its figure below its neighbours'. */
export function useLevelHeads(grid: RefObject<HTMLElement | null>, cards: readonly unknown[]): void {
  useLayoutEffect(() => {
    const element = grid.current
    if (element === null || cards.length === 0) return
    const heads = [...element.querySelectorAll('.grid-cell')].flatMap((cell) => {
      const titles = cell.querySelector('.t-card-titles')
      return cell instanceof HTMLElement && titles instanceof HTMLElement ? [{ cell, titles }] : []
    })
    const level = () => {
      const rows = Map.groupBy(heads, ({ cell }) => cell.offsetTop)
      for (const row of rows.values()) {
        const highest = Math.max(...row.map(({ titles }) => titles.offsetHeight))
        for (const { cell } of row) cell.style.setProperty('--t-head', `${highest}px`)
      }
    }
    const observer = new ResizeObserver(level)
    for (const { titles } of heads) observer.observe(titles)
    return () => observer.disconnect()
  }, [grid, cards])
}
