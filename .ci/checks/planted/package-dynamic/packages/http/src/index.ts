export const demo = () => import("@caleche/demo")
