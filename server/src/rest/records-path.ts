/** Path of the rows of a table that is imported. */
export const recordsPath = '/api/v1/records/{plugin}/{table}'
