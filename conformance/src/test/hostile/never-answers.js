// Never answers; must be a timeout.
// @expect 504 WALL_LIMIT
export default () => new Promise(() => {});
