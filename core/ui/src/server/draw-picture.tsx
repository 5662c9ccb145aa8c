import { readOptions } from '@tessera/plugin-api'
import { renderToStaticMarkup } from 'react-dom/server'
import { drawnAtOnce } from '../charts/built-in-drawings.ts'
import { ChartSvg } from '../charts/chart-svg.tsx'
import { ChartText } from '../charts/chart-text.tsx'
import type { PanelViewProps } from '../charts/panel-view.tsx'
import { summarize } from '../charts/summarize.ts'
import { fitText, textWidth } from '../format/text-width.ts'
import { unfit } from '../charts/unfit.ts'
import { WrappedText, wrapText } from '../charts/wrapped-text.tsx'
import { viewError } from '../errors.ts'
import { formatSpan } from '../format/format-date.ts'
import { ink, inlineTokens } from '../theme/ink.ts'
import type { Scheme } from '../theme/tokens.ts'
import { answerNotes } from '../words/answer-notes.ts'
import { rulePhrases } from '../words/rule-phrases.ts'
import { emptyReason } from '../words/empty-reason.ts'

/** A panel with its figures, as a picture shows it. */
export interface PanelPicture extends Omit<PanelViewProps, 'onSelect'> {
  readonly title: string
  readonly subtitle?: string | undefined
}

const margin = 16
const headHeight = 48
const noteHeight = 16
/** A note takes no more lines than leave the chart most of the room. */
const linesOf = (height: number) => Math.max(1, Math.floor((height - 2 * margin - headHeight) / 3 / noteHeight))

/**
 * A panel as an SVG that stands alone: title, range, chart, notes, in the colours of a scheme. `alt` says the same in words. Throws a
 * `ViewError` where the view cannot draw the frame, or draws anything but one SVG.
 */
export function drawPicture(panel: PanelPicture, scheme: Scheme): { readonly svg: string; readonly alt: string } {
  const { title, subtitle, frame, width, height, locale } = panel
  const rules = rulePhrases(frame).join(' · ')
  const alt = `${title}. ${summarize(frame, locale)}${rules === '' ? '' : ` By these rules: ${rules}.`}`
  const wide = width - 2 * margin
  const notes = [...answerNotes(frame, locale), ...(rules === '' ? [] : [rules])].flatMap((note) =>
    wrapText(note, wide, { most: linesOf(height) }),
  )
  const room = {
    width: wide,
    height: Math.max(0, height - 2 * margin - headHeight - notes.length * noteHeight),
  }
  const body = bodyOf({ ...panel, ...room })
  const markup = renderToStaticMarkup(
    <ChartSvg width={width} height={height} label={alt}>
      <rect x={0.5} y={0.5} width={width - 1} height={height - 1} rx={8} fill={ink('card')} stroke={ink('border')} />
      <ChartText x={margin} y={margin + 14} size={14} weight={600} tone="text">
        {fitText(title, room.width, 14)}
      </ChartText>
      <ChartText x={margin} y={margin + 32}>
        {subtitleOf(subtitle, formatSpan(frame.meta.range, locale), room.width)}
      </ChartText>
      <g transform={`translate(${margin} ${margin + headHeight})`} dangerouslySetInnerHTML={{ __html: body }} />
      {notes.map((note, at) => (
        <ChartText key={at} x={margin} y={height - margin - 4 - (notes.length - 1 - at) * noteHeight}>
          {note}
        </ChartText>
      ))}
    </ChartSvg>,
  )
  // why: what a style sheet says of it on a page, an SVG that stands alone says itself
  const alone = markup.replaceAll('class="t-svg"', 'overflow="visible"')
  return { svg: writable(inlineTokens(alone, scheme)), alt }
}

function bodyOf(panel: PanelPicture): string {
  const { view, drawing = drawnAtOnce(view), frame, trend, options, width, height, locale } = panel
  if (drawing === undefined) throw viewError('view.unknown', { view })
  const misfit = unfit(view, drawing.spec, frame)
  if (misfit !== null) throw misfit
  const read = readOptions(drawing.spec, options)
  if ('reason' in read) throw viewError('view.options_wrong', { view, reason: read.reason })
  const reason = drawing.spec.empty === 'drawn' ? null : emptyReason(frame, locale)
  if (reason !== null) return renderToStaticMarkup(<NoData {...{ reason, width, height }} />)
  const { Chart, Picture = Chart } = drawing
  const markup = renderToStaticMarkup(<Picture {...{ frame, trend, options: read.options, width, height, locale }} />)
  if (!isOneSvg(markup) || isActive(markup)) throw viewError('view.no_picture', { view })
  return markup
}

/** Whether the first element is an SVG and holds all others. */
function isOneSvg(markup: string): boolean {
  if (!/^<svg[\s>]/.test(markup)) return false
  let depth = 0
  for (const tag of markup.matchAll(/<(\/?)svg(?=[\s>])[^>]*>/g)) {
    depth += tag[1] === '/' ? -1 : 1
    if (depth === 0) return tag.index + tag[0].length === markup.length
  }
  return false
}

/** Elements and attributes that run, style what is outside, or fetch. A double quote in a text is an entity, so these stand in tags. */
const actives = [
  /<(script|foreignObject|style|link|iframe|object|embed|animate\w*|set|a)[\s/>]/i,
  /[\s"']on\w+\s*=\s*["']/i,
  /[\s"'](xlink:)?(href|src)\s*=\s*["'](?!#|data:image\/)/i,
  /[\s"'](style|fill|stroke|filter|mask|clip-path|marker-\w+)\s*=\s*"[^"]*url\((?!#|&#x27;#|&quot;#)/i,
]
const isActive = (markup: string) => actives.some((active) => active.test(markup))

function NoData(props: { readonly reason: string; readonly width: number; readonly height: number }) {
  const { reason, width, height } = props
  return (
    <g>
      <ChartText x={0} y={14} size={13} weight={500} tone="text">
        No data
      </ChartText>
      <WrappedText x={0} y={34} width={width} lines={Math.floor((height - 20) / 16)}>
        {reason}
      </WrappedText>
    </g>
  )
}

/** What is shown and for when; the first is cut where there is no room for both. */
function subtitleOf(what: string | undefined, range: string, width: number): string {
  if (what === undefined || what === '') return fitText(range, width)
  const left = width - textWidth(` · ${range}`)
  return left < 48 ? fitText(range, width) : `${fitText(what, left)} · ${range}`
}

/** Without characters that XML has no way to write. */
function writable(markup: string): string {
  return markup.toWellFormed().replaceAll(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
}
