// A router with middleware: https://hono.dev
import { Hono } from "hono";
import { logger } from "hono/logger";
import { requestId } from "hono/request-id";

const app = new Hono<{ Bindings: { GREETING: string } }>();

app.use(logger());
app.use(requestId());
app.get("/hello/:name", (context) => context.text(`${context.env.GREETING ?? "hello"} ${context.req.param("name")}\n`));
app.post("/echo", async (context) => context.json({ got: await context.req.json() }));
app.notFound((context) => context.json({ error: "no such page" }, 404));

export default app;
