// performance (https://w3c.github.io/hr-time/, https://w3c.github.io/user-timing/).
class Performance extends EventTarget {
  #brand;
  constructor(token) {
    if (token !== INTERNAL) throw illegalConstructor();
    super();
    this.#brand = true;
  }
  now() {
    this.#brand;
    return relativeNow();
  }
  get timeOrigin() {
    this.#brand;
    return timeOrigin;
  }
  toJSON() {
    this.#brand;
    return { timeOrigin };
  }
}
expose("Performance", Performance);
const performanceObject = new Performance(INTERNAL);
exposeValue("performance", performanceObject);
ObjectDefineProperty(global, "performance", { __proto__: null, enumerable: true });
