export * from "./missions/Mission.ts"
export * from "./orders/Order.ts"
export * from "./shared/Kilometres.ts"
