import { Schema } from "effect"
import { Kilometres } from "../shared/Kilometres.ts"

/** One ride of an order. */
export class Mission extends Schema.Class<Mission>("Mission")({ distance: Kilometres }) {}
