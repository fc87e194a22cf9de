// What a machine runs the project with. Plain JavaScript, as run.mjs: for whatever Node the machine has.

const oldest = 20
/** Functions run on this one on Lambda. */
const runtime = 24

/**
 * Whether the project's own Node runs on this machine, or the machine's has to; a sentence where neither can. The table engine
 * comes along for Linux x64 only: elsewhere `DYNAMODB_ENDPOINT` names another one.
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
