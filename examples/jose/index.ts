// Signs and verifies JSON Web Tokens: https://github.com/panva/jose
import { SignJWT, jwtVerify } from "jose";

const secret = new TextEncoder().encode(process.env.SECRET ?? "a secret for trying this out, of 32 bytes or more");

export default {
  async fetch(request: Request): Promise<Response> {
    const [scheme, token] = (request.headers.get("authorization") ?? "").split(" ");
    if (scheme !== "Bearer") {
      return new Response(await new SignJWT({ sub: "ada" }).setProtectedHeader({ alg: "HS256" }).setExpirationTime("1h").sign(secret));
    }
    try {
      const { payload } = await jwtVerify(token, secret);
      return Response.json({ user: payload.sub });
    } catch {
      return new Response("not a valid token\n", { status: 401 });
    }
  },
};
