import { Mission } from "@caleche/http"

export const mission = Mission
