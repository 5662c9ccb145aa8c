import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { hitText, type Hit, type Selection } from './hit.ts'
import { useCrosshair } from './crosshair.tsx'
import { nextPlace } from './next-place.ts'
import { Tip } from './tip.tsx'

/** Answers mouse and keyboard along a time axis: arrows read values, dragging or shift+arrows and Enter pick a range. */
export function HitTrack(props: {
  readonly hits: readonly Hit[]
  readonly width: number
  readonly height: number
  readonly onSelect?: ((selection: Selection) => void) | undefined
}) {
  const { hits, width, height, onSelect } = props
  const [active, setActive] = useState<number | null>(null)
  const [anchor, setAnchor] = useState<number | null>(null)
  const [shared, point] = useCrosshair()
  const show = (index: number | null) => {
    setActive(index)
    point(index === null ? null : (hits[index]?.bucket ?? null))
  }
  const close = () => {
    show(null)
    setAnchor(null)
  }
  const pick = () => {
    if (anchor !== null && active !== null && anchor !== active) onSelect?.(rangeOf(hits, anchor, active))
    setAnchor(null)
  }
  const indexAt = (event: PointerEvent<HTMLElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    const index = hits.findIndex((hit) => x < hit.x + hit.width)
    return index === -1 ? hits.length - 1 : index
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return close()
    if (event.key === 'Enter') return pick()
    const next = nextPlace(event.key, active, hits.length)
    if (next === undefined) return
    event.preventDefault()
    setAnchor(event.shiftKey && onSelect !== undefined ? (anchor ?? active ?? next) : null)
    show(next)
  }
  const followed = active ?? hits.findIndex((hit) => hit.bucket !== undefined && hit.bucket === shared)
  const hit = hits[followed]
  if (hits.length === 0) return null
  return (
    <div
      className="t-hits t-track"
      role="slider"
      tabIndex={0}
      aria-label={`Read values over time with the arrow keys${onSelect === undefined ? '' : '; with shift, pick a range and press Enter'}`}
      aria-valuemin={1}
      aria-valuemax={hits.length}
      aria-valuenow={(active ?? hits.length - 1) + 1}
      aria-valuetext={hitText(hits[active ?? hits.length - 1] ?? { title: '', lines: [] })}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && show(hits.length - 1)}
      onBlur={close}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => show(indexAt(event))}
      onPointerLeave={(event) => event.pointerType === 'mouse' && close()}
      onPointerDown={(event) => {
        show(indexAt(event))
        if (onSelect === undefined) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setAnchor(indexAt(event))
      }}
      onPointerUp={pick}
    >
      {hit !== undefined && <Marks hits={hits} anchor={anchor} active={followed} width={width} height={height} />}
      {hit !== undefined && active !== null && <Tip hit={hit} width={width} />}
    </div>
  )
}

function rangeOf(hits: readonly Hit[], one: number, other: number): Selection {
  const first = hits[Math.min(one, other)]?.selection
  const last = hits[Math.max(one, other)]?.selection
  return {
    kind: 'range',
    from: first?.kind === 'range' ? first.from : '',
    to: last?.kind === 'range' ? last.to : '',
  }
}

function Marks(props: {
  readonly hits: readonly Hit[]
  readonly anchor: number | null
  readonly active: number
  readonly width: number
  readonly height: number
}) {
  const { hits, anchor, active, width, height } = props
  const hit = hits[active]
  const from = anchor === null ? undefined : hits[anchor]
  if (hit === undefined) return null
  const x = hit.dots?.[0]?.x ?? hit.x + hit.width / 2
  const start = Math.min(hit.x, from?.x ?? hit.x)
  const end = Math.max(hit.x + hit.width, (from?.x ?? hit.x) + (from?.width ?? hit.width))
  return (
    <svg width={width} height={height} aria-hidden="true">
      {from !== undefined && <rect className="t-brush" x={start} width={end - start} y={hit.y} height={hit.height} />}
      <line className="t-crosshair" x1={x} x2={x} y1={hit.y} y2={hit.y + hit.height} />
      {hit.dots?.map((dot, index) => (
        <circle key={index} className="t-dot" cx={dot.x} cy={dot.y} r={4} fill={dot.color} />
      ))}
    </svg>
  )
}
