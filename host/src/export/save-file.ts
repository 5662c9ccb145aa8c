/** Hands a CSV text to the browser as a download. */
export function saveFile(name: string, csv: string): void {
  // why: without the mark, spreadsheets read UTF-8 as the system's old code page
  const url = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
