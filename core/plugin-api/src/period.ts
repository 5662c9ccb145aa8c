/** What a retention matrix is broken down by: the number of the period. */
export const periodDimension = 'core.period'
