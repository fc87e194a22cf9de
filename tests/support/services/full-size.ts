/** Whether long plays are played in full (`WIJK_FULL_SIZES=1`), or in a size that a machine at hand can do. */
export const isFullSize = process.env.WIJK_FULL_SIZES === '1'
