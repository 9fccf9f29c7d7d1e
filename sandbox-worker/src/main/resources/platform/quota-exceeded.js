// QuotaExceededError (https://webidl.spec.whatwg.org/#quotaexceedederror).
let quotaState;
class QuotaExceededError extends DOMException {
  #quota = null;
  #requested = null;
  constructor(message = "", options = {}) {
    const where = "Failed to construct 'QuotaExceededError'";
    const init = toDictionary(options, where) ?? {};
    const quota = init.quota === undefined ? null : toDouble(init.quota, where);
    const requested = init.requested === undefined ? null : toDouble(init.requested, where);
    super(message, "QuotaExceededError");
    if (quota !== null && quota < 0) throw new RangeError(`${where}: quota is negative`);
    if (requested !== null && requested < 0) throw new RangeError(`${where}: requested is negative`);
    if (quota !== null && requested !== null && requested < quota) throw new RangeError(`${where}: requested is less than quota`);
    this.#quota = quota;
    this.#requested = requested;
    captureStack(this, QuotaExceededError);
  }
  get quota() { return this.#quota; }
  get requested() { return this.#requested; }
  static {
    /** {quota, requested} of such an error, undefined of anything else. */
    quotaState = (value) => (isObject(value) && #quota in value ? { quota: value.#quota ?? undefined, requested: value.#requested ?? undefined } : undefined);
  }
}
expose("QuotaExceededError", QuotaExceededError);
