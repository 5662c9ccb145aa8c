import type { Hit } from './hit.ts'

/** The box that says what stands at a place of a chart. */
export function Tip({ hit, width }: { readonly hit: Hit; readonly width: number }) {
  const middle = hit.dots?.[0]?.x ?? hit.x + hit.width / 2
  const onRight = middle < width / 2
  const wide = hit.dots === undefined
  const side = wide ? { left: 0 } : onRight ? { left: middle + 12 } : { right: width - middle + 12 }
  const place = wide ? { top: hit.y + hit.height + 4 } : { top: Math.max(0, hit.y) }
  return (
    <div
      className="t-tip"
      style={{ ...side, ...place, maxWidth: Math.max(160, Math.min(340, width)) }}
      aria-hidden="true"
    >
      <div className="t-tip-title">{hit.title}</div>
      <dl>
        {hit.lines.map((line, index) => (
          <div key={index}>
            <dt>
              {line.color !== undefined && <i style={{ background: line.color }} />}
              {line.name}
            </dt>
            <dd>
              {line.value}
              {line.note !== undefined && <span className={`t-${line.verdict ?? 'none'}`}> {line.note}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
