// Which Node runs the project on this machine. Plain JavaScript, like run.mjs, because any Node must be able to read it.

const oldest = 20
/** The Node version of the functions on Lambda. */
const runtime = 24

/**
 * Whether the project's own Node runs on this machine, or the machine's Node is needed; a sentence if neither works. The table
 * engine is included for Linux x64 only: elsewhere `DYNAMODB_ENDPOINT` names another one.
 */
export const platformOf = ({ platform, arch, version }) => {
  const major = Number(version.replace(/^v/, '').split('.')[0])
  if (major < oldest) return { objection: `Node ${version} is too old: install Node ${oldest} or newer.` }
  if (platform === 'linux' && arch === 'x64') return { node: 'brought' }
  if (platform !== 'linux' && platform !== 'darwin')
    return { objection: `This machine is ${platform}-${arch}: the project runs on Linux and macOS.` }
  if (major < runtime)
    return {
      objection: `This machine is ${platform}-${arch}, for which no Node comes along: install Node ${runtime} or newer (this is ${version}).`,
    }
  return { node: 'own' }
}
