import { useLayoutEffect, useState, type ReactNode, type RefObject } from 'react'

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

/** The sides there is more on: `right`, `below`, both, or none. */
function useMore(scroller: RefObject<HTMLDivElement | null>): string {
  const [more, setMore] = useState('')
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const look = () => {
      const right = element.scrollWidth - element.clientWidth - element.scrollLeft > 2
      const below = element.scrollHeight - element.clientHeight - element.scrollTop > 2
      setMore([right ? 'right' : '', below ? 'below' : ''].join(' ').trim())
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    for (const box of [element, ...element.children]) observer.observe(box)
    return () => {
      element.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [scroller])
  return more
}
