// The screens around talking with people and coming back, by the word in their address.

export { alone } from "./screens_alone.mjs";
export { draw } from "./screens_draw.mjs";
export { eyes } from "./screens_eyes.mjs";
export { back, leave } from "./screens_safety.mjs";
export { slip } from "./screens_slip.mjs";
