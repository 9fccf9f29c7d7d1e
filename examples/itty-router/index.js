// A very small router: https://itty.dev/itty-router
import { AutoRouter, error } from "itty-router";

const router = AutoRouter();

router
  .get("/items/:id", ({ params }) => ({ id: Number(params.id) }))
  .get("/broken", () => error(418, "no coffee"));

export default router;
