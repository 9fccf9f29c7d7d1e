// Checks a JSON body against a schema: https://zod.dev
import { z } from "zod";

const Order = z.object({ item: z.string().min(1), count: z.number().int().positive().default(1) });

export default {
  async fetch(request: Request): Promise<Response> {
    const order = Order.safeParse(await request.json());
    return order.success
      ? Response.json(order.data)
      : Response.json({ problems: order.error.issues.map((issue) => issue.path.join(".")) }, { status: 422 });
  },
};
