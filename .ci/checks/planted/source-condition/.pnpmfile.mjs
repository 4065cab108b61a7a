export const hooks = {}
