// While something is being made elsewhere the page looks again by itself, until it says that it is done.
const EVERY = 3000;

setTimeout(() => location.reload(), EVERY);
