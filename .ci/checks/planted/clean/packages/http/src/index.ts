/** The second package, which may look at core only. */
export { Mission } from "@caleche/core"
