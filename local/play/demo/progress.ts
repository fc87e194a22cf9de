/** A progress bar; lines if the output is not a terminal. */
export const progressBar = (label: string, total: number) => {
  const width = 32
  const begun = performance.now()
  let shown = -1
  const line = (done: number) => {
    const seconds = (performance.now() - begun) / 1_000
    const filled = Math.round((done / total) * width)
    const rate = seconds > 0 ? Math.round(done / seconds) : 0
    return `${label} ${'█'.repeat(filled)}${'·'.repeat(width - filled)} ${done}/${total}  ${rate}/s`
  }
  return {
    show(done: number) {
      const step = process.stdout.isTTY ? Math.floor((done / total) * 200) : Math.floor((done / total) * 5)
      if (step === shown && done < total) return
      shown = step
      process.stdout.write(process.stdout.isTTY ? `\r${line(done)}` : `${line(done)}\n`)
      if (done === total && process.stdout.isTTY) process.stdout.write('\n')
    },
  }
}
