import assert from "node:assert/strict";
import { test } from "node:test";
import handler from "../src/index.js";

const context = { waitUntil() {} };

function call(path, init) {
  const request = new Request(`http://localhost${path}`, init);
  return handler.fetch(request, { GREETING: "Hi" }, context);
}

test("greets by name", async () => {
  const response = await call("/?name=Ada");
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { message: "Hi, Ada!" });
});

test("echoes what it is sent", async () => {
  const response = await call("/echo", { method: "POST", body: "ping" });
  assert.equal(await response.text(), "ping");
});

test("knows nothing else", async () => {
  assert.equal((await call("/elsewhere")).status, 404);
});
