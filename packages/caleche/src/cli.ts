/** What the `caleche` command is made of, for servers of one's own: settings, storage, serving, the first key. */
export { runCommand } from "./cli/command.ts"
export { firstKey } from "./cli/firstKey.ts"
export { layer as mailFile } from "./cli/mailFile.ts"
export { placeOf, productionGreeting, serveProduction } from "./cli/server.ts"
export { type Keeping, settings, type Settings, SettingsInvalid } from "./cli/settings.ts"
export { background, storageOf, worldOf, type WorldOptions } from "./cli/world.ts"
