// The screens around talking with people and coming back, by the word in their address.

export { alone } from "./self_interview.mjs";
export { draw } from "./sampling.mjs";
export { eyes } from "./open_questions.mjs";
export { back, leave } from "../visit/safety.mjs";
export { slip } from "./slip.mjs";
