/** A server never outlives the benchmark that started it, also when that one is killed. */
export const endWithParent = (): void => {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"))
  process.channel?.unref() // the channel alone keeps no server alive
}
