import { builtInViews, isBuiltIn, readOptions, type PanelOptions, type ViewSpec } from '@tessera/plugin-api'
import type { Frame } from '@tessera/plugin-api/wire'
import type { Selection, ViewDrawing } from '@tessera/plugin-api/web'
import { useMemo } from 'react'
import { CardMessage } from '../card/card-message.tsx'
import { viewError } from '../errors.ts'
import { wrapText } from './wrapped-text.tsx'
import { answerNotes } from '../words/answer-notes.ts'
import { emptyReason } from '../words/empty-reason.ts'
import { drawnAtOnce, isLater } from './built-in-drawings.ts'
import { DrawnView } from './drawn-view.tsx'
import { LaterDrawing } from './later-drawing.tsx'
import { unfit } from './unfit.ts'

/** A frame drawn by a view, at a size. */
export interface PanelViewProps {
  /** One of `builtInViews`; of a plugin's view its full id. */
  readonly view: string
  /** How a plugin's view is drawn. */
  readonly drawing?: ViewDrawing | undefined
  readonly frame: Frame
  /** The course of the first metric over the range, for views that draw it. */
  readonly trend?: Frame | undefined
  readonly options?: PanelOptions | undefined
  readonly width: number
  readonly height: number
  /** BCP 47 tag; default en-US. */
  readonly locale?: string | undefined
  /** Called with the category or the span of time a reader picked. */
  readonly onSelect?: ((selection: Selection) => void) | undefined
}

const noteLine = 20
/** Between a note and what stands above it. */
const noteMargin = 4

/** Draws a frame by its view, with tooltips; says so where there is nothing to draw or the view does not fit. */
export function PanelView(props: PanelViewProps) {
  const { view, drawing = drawnAtOnce(view), frame, options, height, locale } = props
  const spec: ViewSpec | undefined = drawing?.spec ?? (isBuiltIn(view) ? builtInViews[view] : undefined)
  const read = useMemo(() => spec && readOptions(spec, options), [spec, options])
  const misfit = spec === undefined ? viewError('view.unknown', { view }) : unfit(view, spec, frame)
  if (misfit !== null || spec === undefined || read === undefined)
    return <CardMessage tone="error" title={misfit?.message ?? ''} code={misfit?.code} />
  if ('reason' in read) {
    const { message, code } = viewError('view.options_wrong', { view, reason: read.reason })
    return <CardMessage tone="error" title={message} code={code} />
  }
  const reason = spec.empty === 'drawn' ? null : emptyReason(frame, locale)
  if (reason !== null) return <CardMessage tone="empty" title="No data" text={reason} />
  if (drawing === undefined)
    return (
      isLater(view) && <LaterDrawing view={view}>{(loaded) => <PanelView {...props} drawing={loaded} />}</LaterDrawing>
    )
  const notes = answerNotes(frame, locale)
  const { trend, width, onSelect } = props
  const lines = notes.flatMap((note) => wrapText(note, width - 8, { most: 4 }))
  const room = height - notes.length * noteMargin - lines.length * noteLine
  return (
    <>
      <DrawnView {...{ drawing, frame, trend, options: read.options, width, height: room, locale, onSelect }} />
      {notes.map((note) => (
        <p key={note} className="t-note">
          {note}
        </p>
      ))}
    </>
  )
}
