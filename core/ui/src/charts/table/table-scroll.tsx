import type { ReactNode, RefObject } from 'react'
import { useMore } from './use-more.ts'

/** A box its table can be scrolled in; where there is more to the right or below, its edge is shaded. */
export function TableScroll(props: {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly width: number
  readonly height: number
  readonly label: string
  readonly children: ReactNode
}) {
  const { scroller, width, height, label, children } = props
  const more = useMore(scroller)
  return (
    <div className="t-table-box" style={{ width, height }} data-more={more || undefined}>
      {/* why: what scrolls must take the keyboard focus to be scrolled by it */}
      <div ref={scroller} className="t-table-scroll" tabIndex={0} role="group" aria-label={label}>
        {children}
      </div>
    </div>
  )
}
