import { Schema } from 'effect';
export const Kilometres =   Schema.Finite
