export interface Env {
  GREETING?: string;
}

export interface Context {
  waitUntil(promise: Promise<unknown>): void;
}

export default {
  async fetch(request: Request, env: Env, ctx: Context): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname === "/") {
      const name = url.searchParams.get("name") ?? "world";
      return Response.json({ message: `${env.GREETING ?? "Hello"}, ${name}!` });
    }
    if (url.pathname === "/echo" && request.method === "POST") {
      return new Response(request.body, {
        headers: { "content-type": request.headers.get("content-type") ?? "application/octet-stream" },
      });
    }
    return Response.json({ error: `nothing at ${url.pathname}` }, { status: 404 });
  },
};
