import { builtInViews } from '@tessera/plugin-api'

interface ErrorParams {
  'view.needs_time': { readonly view: string }
  'view.needs_metric': { readonly view: string; readonly least?: number }
  'view.needs_dimension': { readonly view: string; readonly least?: number }
  'view.needs_time_or_dimension': { readonly view: string }
  'view.needs_one_row': { readonly view: string; readonly rows: number }
  'view.needs_column': { readonly view: string }
  'view.unknown': { readonly view: string }
  'view.options_wrong': { readonly view: string; readonly reason: string }
  'view.no_picture': { readonly view: string }
}

type Code = keyof ErrorParams

const messages: { readonly [C in Code]: (params: ErrorParams[C]) => string } = {
  'view.needs_time': (p) => `The view '${p.view}' draws time. Give the panel's query a grain.`,
  'view.needs_metric': ({ view, least = 1 }) =>
    least > 1
      ? `The view '${view}' draws ${least} metrics. Name as many in the panel's query.`
      : `The view '${view}' got no metric. Name at least one in the panel's query.`,
  'view.needs_dimension': ({ view, least = 1 }) =>
    least > 1
      ? `The view '${view}' draws ${least} dimensions. Name as many in the panel's query.`
      : `The view '${view}' compares categories. Add a dimension to the panel's query.`,
  'view.needs_time_or_dimension': (p) =>
    `The view '${p.view}' draws time or categories. Give the panel's query a grain or a dimension.`,
  'view.needs_one_row': (p) =>
    `The view '${p.view}' draws one row but got ${p.rows}. Remove the dimension or grain from the panel's query.`,
  'view.needs_column': (p) => `The view '${p.view}' got no columns. Name at least one metric in the panel's query.`,
  'view.unknown': (p) =>
    `There is no built-in view '${p.view}'. Use one of ${Object.keys(builtInViews).join(', ')}, or give the drawing of a plugin's view.`,
  'view.options_wrong': (p) =>
    `The view '${p.view}' does not take these options: ${p.reason}. Correct the panel's options.`,
  'view.no_picture': (p) =>
    `The view '${p.view}' draws more than one SVG. Give its drawing a Picture that draws the same as one SVG, without scripts, style sheets, links, animations, foreign objects and addresses.`,
}

/** Why a frame cannot be drawn by a view: a stable code and a sentence that says what to do. */
export class ViewError extends Error {
  readonly code: Code
  constructor(code: Code, message: string) {
    super(message)
    this.name = 'ViewError'
    this.code = code
  }
}

/** Makes a view error from its code and parameters. */
export function viewError<C extends Code>(code: C, params: ErrorParams[C]): ViewError {
  return new ViewError(code, messages[code](params))
}
