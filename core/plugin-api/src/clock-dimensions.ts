/** Day of the week of a row's time in the query's zone: 1 Monday … 7 Sunday, wherever weeks start. Every fact has it. */
export const weekdayDimension = 'core.weekday'

/** Hour the clock shows at a row's time in the query's zone: 0 … 23. Every fact has it that is not dated by calendar day. */
export const hourDimension = 'core.hour_of_day'

/** Dimensions that facts have by their time alone; no fact declares them. */
export const clockDimensions: readonly string[] = [weekdayDimension, hourDimension]
