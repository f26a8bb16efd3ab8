// What the tablet runs on, in the browser's word; "" where it does not say.

export const platformName = () => navigator.userAgentData?.platform ?? "";
