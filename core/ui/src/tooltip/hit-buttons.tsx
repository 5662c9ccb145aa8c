import { useRef, useState, type CSSProperties, type KeyboardEvent } from 'react'
import { hitText, type Hit, type Selection } from './hit.ts'
import { Tip } from './tip.tsx'

const steps: { readonly [key: string]: number } = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/** Answers mouse and keyboard over bars and rows: one tab stop, arrows move, Enter selects, Escape closes. */
export function HitButtons(props: {
  readonly hits: readonly Hit[]
  readonly width: number
  readonly onSelect?: ((selection: Selection) => void) | undefined
}) {
  const { hits, width, onSelect } = props
  const [active, setActive] = useState<number | null>(null)
  const [stop, setStop] = useState(0)
  const group = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setActive(null)
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = Math.min(hits.length - 1, Math.max(0, stop + step))
    group.current?.querySelectorAll('button')[next]?.focus()
  }
  const hasShapes = hits.some(({ path }) => path !== undefined)
  const hit = active === null ? undefined : hits[active]
  return (
    <div ref={group} className="t-hits" role="group" aria-label="Values" onKeyDown={move}>
      {hits.map((one, index) => {
        const { selection } = one
        const selects = selection !== undefined && onSelect !== undefined
        return (
          <button
            key={index}
            type="button"
            tabIndex={index === Math.min(stop, hits.length - 1) ? 0 : -1}
            className={selects ? 't-hit t-hit-selects' : 't-hit'}
            style={placeOf(one, hasShapes)}
            aria-label={hitText(one)}
            onPointerEnter={() => setActive(index)}
            onPointerLeave={() => setActive(null)}
            onFocus={() => {
              setStop(index)
              setActive(index)
            }}
            onBlur={() => setActive(null)}
            onClick={() => (selects ? onSelect(selection) : setActive(index))}
          />
        )
      })}
      {hit?.path !== undefined && (
        <svg width="100%" height="100%" aria-hidden="true">
          <path className="t-hit-outline" d={hit.path} />
        </svg>
      )}
      {hit !== undefined && <Tip hit={hit} width={width} />}
    </div>
  )
}

function placeOf({ x, y, width, height, path }: Hit, hasShapes: boolean): CSSProperties {
  const box = { left: x - 4, top: y, width: width + 8, height }
  // why: a box is a place that is too small for its outline, and lies within a larger one's
  if (path === undefined) return hasShapes ? { ...box, zIndex: 1 } : box
  // why: an outline is told in pixels of the chart, so its button is as large as the chart
  return { inset: 0, clipPath: `path('${path}')` }
}
